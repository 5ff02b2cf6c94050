import type { LeftOut } from "./base/left-out.ts";
import type { PlannedAction } from "./base/planned.ts";
import type { Finding } from "./set-up/finding.ts";
import type { Counts } from "./world/books.ts";

export interface FlowReport {
  readonly flow: string;
  readonly title: string;
  readonly counts: Counts;
  /** Why the flow ended early: the other side could not be reached, or refuses the integration itself. */
  readonly problem: string | undefined;
}

/** `held`: another process runs this company's integration. `not-active`: the findings say what is missing or wrong. */
export type RunReport =
  | {
      readonly kind: "done";
      readonly id: string;
      readonly scope: string;
      readonly flows: readonly FlowReport[];
      readonly findings: readonly Finding[];
      readonly leftOut: readonly LeftOut[];
      /** The saved plan that was carried; absent in any other run. */
      readonly plan?: string;
    }
  | { readonly kind: "held"; readonly scope: string; readonly by: string; readonly until: number }
  | { readonly kind: "not-active"; readonly scope: string; readonly findings: readonly Finding[] };

/** What a run would do. Nothing is kept of it: however much it is, it takes no more memory than what is made of it. */
export interface Plan {
  readonly scope: string;
  readonly findings: readonly Finding[];
  /** As it is found out, and no faster than it is taken. To be taken once; who leaves earlier ends the plan. */
  readonly actions: AsyncIterable<PlannedAction>;
  /** How each flow ended, once all actions have been taken. */
  readonly flows: () => readonly FlowReport[];
  /** What was asked for and is not due, once all actions have been taken. */
  readonly leftOut: () => readonly LeftOut[];
}
