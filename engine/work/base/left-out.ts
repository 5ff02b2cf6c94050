/** Why a record that was asked for is not carried. */
export type LeftOutCode =
  /** Not there (any more). */
  | "gone"
  /** There, and not to be carried as it stands. */
  | "not-due";

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
