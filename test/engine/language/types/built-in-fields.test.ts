import { describe, expect, it } from "vitest";
import { fieldOf } from "../../../../engine/language/types/built-in-fields.ts";
import { FILE, MONEY, TEXT, UNKNOWN } from "../../../../engine/language/types/type-relations.ts";
import { FileValue, Money, type RecordValue } from "../../../../engine/value/value.ts";

function read(type: Parameters<typeof fieldOf>[0], name: string, value: object) {
  return fieldOf(type, name)?.read(value as RecordValue, undefined as never);
}

describe("the fields that values have of themselves", () => {
  it("are the amount and the currency of money", () => {
    expect(read(MONEY, "amount", new Money(5, "EUR"))).toBe(5);
    expect(read(MONEY, "currency", new Money(5, "EUR"))).toBe("EUR");
    expect(fieldOf(MONEY, "cents")).toBeUndefined();
  });

  it("are those of a file, which without an id of its own goes by its name", () => {
    const fetch = { from: "system", system: "x", operation: "pdf", values: { invoice: "7", file: "3" } } as const;
    const file = new FileValue("a.pdf", "application/pdf", 3, fetch);
    const fields = ["name", "type", "size", "id"].map((name) => read(FILE, name, file));
    expect(fields).toEqual(["a.pdf", "application/pdf", 3, "7/3"]);
    const made = new FileValue("b.pdf", "application/pdf", undefined, { from: "bytes", bytes: new Uint8Array(3) });
    expect(read(FILE, "id", made)).toBe("b.pdf");
  });

  it("are a record's own ones where there is no schema", () => {
    expect(read(UNKNOWN, "name", { name: "Acme" })).toBe("Acme");
    expect(read(UNKNOWN, "toString", { name: "Acme" })).toBeUndefined();
  });

  it("are none of a text", () => {
    expect(fieldOf(TEXT, "length")).toBeUndefined();
  });
});
