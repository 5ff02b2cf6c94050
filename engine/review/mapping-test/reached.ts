import type { Lineage } from "../../compile/compiled.ts";
import type { Span } from "../../source/span.ts";
import type { Notes } from "../note-lineage.ts";

/** Where the mapping went for a record, that of prerequisites included. */
export interface Reached {
  /** Lines that gave a target field its value. */
  readonly lines: readonly Span[];
  /** Branches of conditional chains and matches that were taken. */
  readonly branches: readonly Span[];
}

/** Notes where the evaluations of a case go. */
export class Went implements Notes {
  readonly #lines: Span[] = [];
  readonly #branches = new Map<string, Span>();

  readonly lineage = (made: readonly Lineage[]): void => {
    for (const { value, span } of made) if (value !== undefined) this.#lines.push(span);
  };

  readonly branch = (span: Span): void => {
    this.#branches.set(`${span.source.path} ${span.start} ${span.end}`, span);
  };

  get reached(): Reached {
    return { lines: this.#lines, branches: [...this.#branches.values()] };
  }
}
