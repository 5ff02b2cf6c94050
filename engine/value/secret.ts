import { inspect } from "node:util";

const REDACTED = "[secret]";

/** A text that is never shown: printing, joining, logging or writing it as JSON gives `[secret]`. */
export class Secret {
  readonly #text: string;
  readonly #name: string;
  /** `name` says what it is to whoever may not see it: the path of a setting. */
  constructor(text: string, name = "") {
    this.#text = text;
    this.#name = name;
  }

  /** The text itself, for the one place that sends it. */
  reveal(): string {
    return this.#text;
  }

  /** Shown and stored in its place. */
  name(): string {
    return this.#name;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
