/** Which source records a run takes up. */
export type Selection =
  /** What is to be done: each flow's list, from its watermark on, and what an earlier run left open. */
  | { readonly kind: "due" }
  /** What has changed since this moment (ISO datetime), wherever the watermarks stand; they stay where they are. */
  | { readonly kind: "since"; readonly since: string }
  /**
   * These alone, by flow and the ids of the source's records; other flows do not run. `insists`: what was refused as it is
   * is tried again.
   */
  | {
      readonly kind: "named";
      readonly records: ReadonlyMap<string, readonly string[]>;
      readonly insists: boolean;
    };

export const DUE: Selection = { kind: "due" };

/** Whether anything of this flow is taken up. */
export function takesUp(selection: Selection, flow: string): boolean {
  return selection.kind !== "named" || (selection.records.get(flow)?.length ?? 0) > 0;
}
