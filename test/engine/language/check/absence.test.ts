import { describe, expect, it } from "vitest";
import { hintsOf } from "../../../../engine/report/message-of.ts";
import { cell } from "../fixture.ts";

describe("what may be absent and is needed", () => {
  const hints = (text: string) => cell(text).diagnostics.flatMap(hintsOf);

  it("is told with a substitute of its type, and with guards where it can be asked for", () => {
    expect(hints("overdueInterest + 1")).toEqual([
      "say what counts instead: (overdueInterest ?? 0)",
      "use it only when it is there: … if overdueInterest is present else omit",
      "refuse the record without it: `refuse: - when: overdueInterest is absent`",
    ]);
    expect(hints("dueDate + 1")).not.toContain("say what counts instead: (dueDate ?? 0)");
  });

  it("is told without guards where it is no path", () => {
    expect(hints("(number ?? paymentTerm) + 1")).toEqual(["say what counts instead: (number ?? paymentTerm ?? 0)"]);
  });
});
