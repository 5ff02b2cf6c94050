/** What can be wrong with a text as YAML, each with the facts that its sentence and its hints are made of. */
export interface YamlProblems {
  readonly "tab-in-indent": object;
  readonly "quote-open": { readonly quote: string };
  readonly "escape-unknown": { readonly escape: string };
  /** `template` is the text with a hole that says what was meant. */
  readonly "behind-quote": { readonly rest: string; readonly key: string; readonly template: string | undefined };
  readonly "list-on-key-line": { readonly item: string };
  readonly "behind-block-mark": { readonly sign: string; readonly rest: string };
  readonly "value-start": { readonly sign: string; readonly date: string | undefined };
  /** `rule` is the same as a rule is written here. */
  readonly "question-mark": { readonly rule: string };
  readonly "deeper-than-key": { readonly above: string };
  readonly "colon-twice": { readonly inMatch: boolean };
  readonly "bracket-in-flow": { readonly sign: string };
  readonly "bracket-open": { readonly open: string; readonly close: string };
  readonly "closes-nothing": { readonly sign: string };
  readonly "indent-differs": { readonly beside: "items" | "keys"; readonly indent: number };
  readonly "item-among-keys": object;
  readonly "key-among-items": object;
  /** `quoted` when the value that is complete ends with a quote. */
  readonly "behind-value": { readonly rest: string; readonly quoted: boolean };
  /** `spaced` is the line with a space behind its colon, where that is what it lacks. */
  readonly "no-key": { readonly text: string; readonly spaced: string | undefined };
  readonly "other-version": object;
  readonly "key-no-word": object;
  readonly "key-missing": object;
  /** None of the others: the parser's own words. */
  readonly unread: { readonly words: string };
}

export type YamlProblem = {
  readonly [P in keyof YamlProblems]: { readonly problem: P } & YamlProblems[P];
}[keyof YamlProblems];
