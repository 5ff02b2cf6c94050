/** One place of a JSON value that its schema does not allow, in words for the person who wrote it. */
export interface Fault {
  /** Dotted, list items counted from 1: `companies.acme.timezone`, `invoiceRows.2.quantity`. Empty for the whole value. */
  readonly path: string;
  /** What was found and what is allowed, without the path: `is a text, where a number is expected`. */
  readonly problem: string;
  /** What would be right there: `a number`, `one of: MAIL, EMAIL`. */
  readonly expected: string;
  /** Nothing stands there. */
  readonly missing: boolean;
}

/** The fault as one sentence with its path. */
export function faultSentence(fault: Fault): string {
  return fault.path === "" ? `the value ${fault.problem}` : `${fault.path} ${fault.problem}`;
}
