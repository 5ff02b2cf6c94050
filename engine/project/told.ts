import type { Report } from "../source/diagnostic.ts";

/** Faults as they were told once, so that they can be told to others without a second look. */
export class Told {
  readonly #faults: ((report: Report) => void)[] = [];

  readonly report: Report = (code, span, facts, options) => {
    this.#faults.push((report) => report(code, span, facts, options));
  };

  tell(report: Report): void {
    for (const fault of this.#faults) fault(report);
  }
}
