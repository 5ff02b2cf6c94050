/**
 * How the workers of a simulated world go about it. `koppel` is the product's code as it is. The others leave one part
 * of the protocol out, in the harness and never in the product: they are there to prove that the simulation would notice.
 */
export type Variant =
  | "koppel"
  | "retry on error"
  | "look up before create"
  | "journal without lease"
  | "no settle window"
  | "no last look";

export const negativeControls = [
  "retry on error",
  "look up before create",
  "journal without lease",
  "no settle window",
  "no last look",
] as const satisfies readonly Variant[];
