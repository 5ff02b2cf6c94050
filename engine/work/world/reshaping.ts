/** Bounds of one evaluation of JSONata: milliseconds, nesting, entries of one sequence, megabytes, characters of the result. */
export const LIMITS = { ms: 1000, nesting: 200, entries: 100_000, megabytes: 128, characters: 1_000_000 };

export interface ToReshape {
  readonly text: string;
  /** JSON. */
  readonly input: string;
}

export type Reshaped =
  | { readonly kind: "nothing" }
  | { readonly kind: "result"; readonly json: string }
  /** It looked at the clock in time. */
  | { readonly kind: "late" }
  | { readonly kind: "failed"; readonly problem: string };
