import type { Job } from "../base/job.ts";
import { type Selection, takesUp } from "../base/selection.ts";
import type { Finding } from "../set-up/finding.ts";

/** Of a run that takes up what has changed since a moment: which flows read lists that cannot be asked for that. */
export function undatedLists(
  job: Pick<Job, "integration" | "schemas">,
  selection: Selection,
  flows: readonly string[] | undefined,
): readonly Finding[] {
  if (selection.kind !== "since") return [];
  return job.integration.flows.flatMap(({ flow }): readonly Finding[] => {
    if (flow.kind === "follow" || flows?.includes(flow.name) === false || !takesUp(selection, flow.name)) return [];
    const { side, kind } = flow.from;
    if (job.schemas.get(side)?.kinds.get(kind)?.can.listChanges !== false) return [];
    const text = `${side} does not tell which ${kind} have changed, so ${flow.name} looks at all of them.`;
    return [{ level: "note", code: "list-undated", text, advice: undefined }];
  });
}
