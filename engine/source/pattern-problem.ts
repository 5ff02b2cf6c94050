/** Why a text cannot be used as a regular expression; `written` is the part of it that is meant. */
export type PatternProblem =
  | { readonly problem: "looks-around"; readonly written: string }
  | { readonly problem: "refers-back"; readonly written: string }
  /** `right` is the same as it is written here. */
  | { readonly problem: "escape-unknown"; readonly written: string; readonly right: string | undefined }
  | { readonly problem: "class-unknown"; readonly written: string }
  | { readonly problem: "repeated-too-often"; readonly written: string; readonly limit: number }
  | { readonly problem: "too-large"; readonly size: number; readonly limit: number }
  /** None of the others: the engine's own words. */
  | { readonly problem: "unread"; readonly words: string };
