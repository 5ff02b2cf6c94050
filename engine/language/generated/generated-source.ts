import type { Value } from "../../value/value.ts";
import { giveUp } from "./given-up.ts";

/**
 * JavaScript in the making: functions as text, and the values they work with. No text of a mapping or of data stands in the
 * source but as a JSON literal; everything else is captured, that is, handed over under a name of ours.
 */
export class GeneratedSource {
  readonly #captured = new Map<unknown, string>();
  readonly #functions: string[] = [];
  #count = 0;

  /** A name of our own that nothing else has. `hint` is a word of the generator's, never of a mapping. */
  name(hint: string): string {
    return `${hint}${++this.#count}`;
  }

  /** The name under which the source reads this very value. */
  capture(value: unknown, hint: string): string {
    const there = this.#captured.get(value);
    if (there !== undefined) return there;
    const name = this.name(hint);
    this.#captured.set(value, name);
    return name;
  }

  /** A constant: a text as a JSON literal; what has no literal is captured. */
  literal(value: Value): string {
    if (value === undefined || value === null || typeof value === "boolean") return String(value);
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value === "number" && Number.isFinite(value)) return Object.is(value, -0) ? "-0" : `${value}`;
    return this.capture(value, "constant");
  }

  /**
   * An expression for where the data do not allow a value: it ends all that runs. The caller then asks the closures, which
   * know what to say.
   */
  giveUp(): string {
    return `${this.capture(giveUp, "giveUp")}()`;
  }

  /** Adds a function that the others may call. */
  add(text: string): void {
    this.#functions.push(text);
  }

  /** All that has been added, and what `expression` gives; for people who look. */
  text(expression: string): string {
    return `"use strict";\n${this.#functions.join("\n")}\nreturn ${expression};\n`;
  }

  /** Runs the source and gives the value of an expression of it. Undefined where this process may not make code from text. */
  run(expression: string): unknown {
    try {
      return new Function(...this.#captured.values(), this.text(expression))(...this.#captured.keys());
    } catch (error) {
      if (error instanceof EvalError) return undefined;
      throw error;
    }
  }
}
