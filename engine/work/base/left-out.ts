/** Why a record that was asked for is not carried. */
export type LeftOutCode =
  /** Not there (any more). */
  | "gone"
  /** There, and not to be carried as it stands. */
  | "not-due"
  /** Of a saved plan: carried already since it was made. Nothing is wrong. */
  | "done"
  /** Its source, or what is written of it, is not what the plan says. */
  | "changed"
  /** The other side's record is not what it was. */
  | "target-changed"
  /** Something else would be done with it. */
  | "otherwise"
  /** It needs a record that the plan does not make. */
  | "prerequisite"
  /** Its flow could not be carried out. */
  | "problem";

export interface LeftOut {
  readonly flow: string;
  readonly record: string;
  readonly label: string;
  readonly code: LeftOutCode;
  /** A sentence for people. */
  readonly text: string;
}

/** A record that was named and that its system does not have. */
export function goneOut(flow: string, record: string, side: string, kind: string): LeftOut {
  return { flow, record, label: record, code: "gone", text: `${side} has no ${kind} ${record} (any more).` };
}

/** A record that was named and that its flow does not take as it stands. */
export function notDue(flow: string, record: string, label: string): LeftOut {
  const text = `${label} is not to be carried by ${flow} as it stands now.`;
  return { flow, record, label, code: "not-due", text };
}
