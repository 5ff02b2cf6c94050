/**
 * What would be right instead, each with the facts that its sentence is made of. What always goes with a code stands with
 * the code's own sentence.
 */
export interface Hints {
  readonly "did-you-mean": { readonly nearest: string };
  /** All keys that may stand there. */
  readonly keys: { readonly keys: readonly string[] };
  /** The words of a list. */
  readonly words: { readonly words: readonly string[] };
  readonly fields: { readonly fields: readonly string[] };
  readonly "fields-that-fit": { readonly fields: readonly string[] };
  /** An expression in place of the one that is written. */
  readonly write: { readonly expression: string };
  readonly quote: { readonly text: string };
  readonly "no-quotes": { readonly date: string };
  readonly "one-or-joined": { readonly list: string };
  readonly "list-of-one": { readonly item: string };
  readonly "word-of-text": { readonly text: string; readonly list: string };
  readonly "word-to-word": { readonly text: string; readonly words: readonly string[] };
  readonly "count-days": { readonly date: string };
  readonly sum: { readonly list: string };
  readonly "ask-table": { readonly table: string; readonly key: string };
  readonly "ask-word": { readonly text: string; readonly word: string };
}

export type Hint = { readonly [H in keyof Hints]: { readonly hint: H } & Hints[H] }[keyof Hints];
