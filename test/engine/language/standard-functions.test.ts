import { describe, expect, it } from "vitest";
import { standardFunctions } from "../../../engine/language/stdlib/stdlib.ts";
import { cell, render } from "./fixture.ts";

const examples = [...standardFunctions.values()].flatMap((each) =>
  each.examples.map((example) => ({ name: each.name, ...example })),
);

describe("every function gives what its documentation says", () => {
  it.each(examples)("$write", ({ write, gives }) => {
    const checked = cell(write);
    expect(render(checked.diagnostics)).toBe("fine\n");
    expect(checked.run()).toEqual(gives);
  });

  it.each([...standardFunctions.values()])("$name is written as its signature says", (each) => {
    expect(each.signature.startsWith(`${each.name}(`)).toBe(true);
    expect(each.says).toMatch(/^[A-Z].*\.$/);
  });

  it("gives words only where a list of words is expected, and refuses others", () => {
    const checked = cell("enum(currency.code)", { expected: "enum procountor/invoice.invoiceChannel" });
    expect(checked.run({ source: { currency: { code: "MAIL" } } })).toBe("MAIL");
    expect(() => checked.run({ source: { currency: { code: "EUR" } } })).toThrow(
      '"EUR" is not one of the words of procountor/invoice.invoiceChannel',
    );
  });

  it("knows the injected day only", () => {
    expect(cell("today()").run()).toBe("2026-03-02");
  });

  it("refuses a text that does not fit into its pieces", () => {
    expect(() => cell("pieces(notes, 2, 2)").run({ source: { notes: "abcde" } })).toThrow("does not fit");
  });
});
