import { describe, expect, it } from "vitest";
import type { SystemSchema } from "../../../../engine/schema/system-schema.ts";
import { fieldOf, idOf, nameOf, ownId } from "../../../../engine/work/base/names.ts";

const kind = { side: "books", kind: "invoice" };
const job = {
  schemas: new Map([
    [
      "books",
      { kinds: new Map([["invoice", { id: "id", label: ["number", "buyer.name"] }]]) } as unknown as SystemSchema,
    ],
  ]),
};

describe("what a record is known by", () => {
  it("its id is text for us, and stays what it was for its own side", () => {
    expect(idOf(job, kind, { id: 7 })).toBe("7");
    expect(ownId(job, kind, { id: 7 }, "7")).toEqual({ id: 7 });
    expect(ownId(job, kind, {}, "7")).toEqual({ id: "7" });
    expect([idOf(job, kind, {}), idOf(job, kind, { id: null })]).toEqual(["", ""]);
  });

  it("a person calls it by the fields of its label that are there, else by its id", () => {
    expect(nameOf(job, kind, { id: 7, number: 5001, buyer: { name: "Acme" } })).toEqual({
      id: "7",
      label: "5001 Acme",
    });
    expect(nameOf(job, kind, { id: 7, number: null, buyer: { name: "Acme" } })).toEqual({ id: "7", label: "Acme" });
    expect(nameOf(job, kind, { id: 7 })).toEqual({ id: "7", label: "7" });
  });

  it("a field of a field has its names with a dot between", () => {
    expect(fieldOf({ buyer: { name: "Acme" } }, "buyer.name")).toBe("Acme");
    expect(fieldOf({ buyer: null }, "buyer.name")).toBeUndefined();
  });

  it("a kind that the side does not have is a fault of ours", () => {
    expect(() => idOf(job, { side: "books", kind: "ledger" }, {})).toThrow("books has no kind ledger");
  });
});
