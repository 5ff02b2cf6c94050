import type { PlannedAction } from "../../../engine/work/base/planned.ts";
import type { FlowReport, Plan } from "../../../engine/work/run-report.ts";

/** A plan with all that it says, at hand at once. */
export interface WholePlan extends Pick<Plan, "scope" | "findings"> {
  readonly actions: readonly PlannedAction[];
  readonly flows: readonly FlowReport[];
}

export async function wholePlan(opening: Promise<Plan>): Promise<WholePlan> {
  const { scope, findings, actions, flows } = await opening;
  const whole: PlannedAction[] = [];
  for await (const action of actions) whole.push(action);
  return { scope, findings, actions: whole, flows: flows() };
}
