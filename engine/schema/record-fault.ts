/** One place of a JSON value that its schema does not allow, in words for the person who wrote it. */
export interface RecordFault {
  /** Keys and list positions (from 0) from the whole value to the place. */
  readonly steps: readonly (string | number)[];
  /** The same for people: dotted, list items counted from 1, `invoiceRows.2.quantity`. Empty for the whole value. */
  readonly path: string;
  /** `type`: of another type. `missing`: must be there and is not. `unknown`: nothing of this name may be there. */
  readonly kind: "type" | "missing" | "unknown" | "value";
  /** What was found and what is allowed, to be read after the path: `is a text, where a number is expected`. */
  readonly problem: string;
  /** What would be right there: `a number`, `one of MAIL, EMAIL`. */
  readonly expected: string;
}

export function faultAt(
  steps: RecordFault["steps"],
  kind: RecordFault["kind"],
  problem: string,
  expected: string,
): RecordFault {
  const path = steps.map((step) => (typeof step === "number" ? step + 1 : step)).join(".");
  return { steps, path, kind, problem, expected };
}

/** The fault as one sentence with its path. */
export function faultSentence(fault: RecordFault): string {
  return `${fault.path === "" ? "the value" : fault.path} ${fault.problem}`;
}

/** What a JSON value is, in words: `a text`, `a list`. */
export function kindInWords(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a record";
  if (typeof value === "string") return value.length > 40 ? "a text" : `the text "${value}"`;
  if (typeof value === "boolean") return String(value);
  return `the number ${String(value)}`;
}
