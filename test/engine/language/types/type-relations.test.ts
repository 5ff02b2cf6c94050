import { describe, expect, it } from "vitest";
import { type Assignable, assignable } from "../../../../engine/language/types/type-relations.ts";
import { cell, typeOf } from "../fixture.ts";
import { schemas } from "../scoped.ts";

describe("what fits where", () => {
  const fits = (from: string, to: string): Assignable => assignable(typeOf(from, schemas), typeOf(to, schemas));

  it("says why it does not", () => {
    expect(fits("int", "decimal")).toEqual({ ok: true });
    expect(fits("decimal", "int")).toEqual({ ok: false, because: { kind: "type" } });
    expect(fits("text?", "text")).toEqual({ ok: false, because: { kind: "absent" } });
    expect(fits("text", "text(80)")).toEqual({ ok: false, because: { kind: "long", has: undefined, limit: 80 } });
    expect(fits("text(28)", "text(80)")).toEqual({ ok: true });
    expect(fits("word EMAIL POST", "enum procountor/invoice.invoiceChannel")).toEqual({
      ok: false,
      because: { kind: "words", words: ["POST"] },
    });
    expect(fits("enum procountor/invoice.type", "enum procountor/invoice.invoiceChannel")).toEqual({
      ok: false,
      because: { kind: "type" },
    });
    expect(fits("severa/customer", "severa/project")).toEqual({ ok: false, because: { kind: "type" } });
  });

  it("a cut text is short enough", () => {
    expect(assignable(cell("cut(customer.name, 28)").typed.type, { kind: "text", maxLength: 28 })).toEqual({
      ok: true,
    });
  });
});
