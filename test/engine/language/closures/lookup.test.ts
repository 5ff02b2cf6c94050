import { describe, expect, it } from "vitest";
import { checkLookup, showType } from "../../../../engine/language/check/check.ts";
import { compileExpression } from "../../../../engine/language/closures/compile.ts";
import { parseLookup } from "../../../../engine/language/syntax/parse-clauses.ts";
import type { Lookup } from "../../../../engine/language/types/frame.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { located, typeOf } from "../fixture.ts";
import { frame, schemas, start, watch } from "../scoped.ts";

describe("look-ups", () => {
  function lookup(text: string) {
    const { scope, slot } = start();
    const { report, ...collected } = watch();
    const kinds = (name: string) => {
      const type = typeOf(name, schemas);
      return type.kind === "record"
        ? { shape: type.shape, id: type.shape.identity ?? "guid", filters: new Set<string>() }
        : undefined;
    };
    const registers = (name: string) => {
      const kind = name === "customers" ? kinds("procountor/businessPartner") : undefined;
      return kind === undefined ? undefined : ({ side: "from", id: "guid", shape: kind.shape } as const);
    };
    const typed = checkLookup(parseLookup(located(text), report), {
      text: located(text),
      scope,
      report,
      kinds,
      kindNames: [],
      registers,
    });
    expect(collected.codes()).toEqual([]);
    const asked: Lookup[] = [];
    return (source: Value) => {
      const filled = frame([], (request) => {
        asked.push(request);
        return { found: true };
      });
      filled.slots[slot] = source;
      const value = compileExpression(typed)(filled);
      return { type: showType(typed.type), value, asked: asked.map(({ key: _, ...request }) => request) };
    };
  }

  it("ask for a record by fields", () => {
    const found = lookup("severa/country by .name == receiverAddress.country and .isActive")({
      receiverAddress: { country: "Suomi" },
    });
    expect(found.type).toBe("a record severa/country that may be absent");
    expect(found.asked).toEqual([{ op: "find", kind: "severa/country", where: { name: "Suomi", isActive: true } }]);
  });

  it("find nothing by what is absent, without asking", () => {
    expect(lookup("severa/country by .name == receiverAddress.country")({}).asked).toEqual([]);
    expect(lookup("all severa/country by .name == receiverAddress.country")({}).value).toEqual([]);
    expect(lookup("severa/project by notes")({ notes: null }).value).toBeUndefined();
  });

  it("find nothing by what is blank, without asking: an empty filter would find anybody", () => {
    for (const blank of ["", " "]) expect(lookup("severa/project by notes")({ notes: blank }).asked).toEqual([]);
    expect(
      lookup("severa/country by .name == receiverAddress.country")({ receiverAddress: { country: "" } }).asked,
    ).toEqual([]);
    expect(lookup("linked with customer in customers")({ customer: { guid: " " } }).asked).toEqual([]);
  });

  it("ask for a number by the number", () => {
    expect(lookup("severa/project by number")({ number: 7 }).asked).toEqual([
      { op: "byId", kind: "severa/project", id: 7 },
    ]);
  });

  it("ask by id, of a text or of a reference", () => {
    expect(lookup("severa/project by notes")({ notes: "p1" }).asked).toEqual([
      { op: "byId", kind: "severa/project", id: "p1" },
    ]);
    expect(lookup("severa/customer by customer")({ customer: { guid: "k1" } }).asked).toEqual([
      { op: "byId", kind: "severa/customer", id: "k1" },
    ]);
  });

  it("ask for all, for a single one, and for what a register has linked", () => {
    expect(lookup("all severa/country by not .isActive")({}).asked).toEqual([
      { op: "all", kind: "severa/country", where: { isActive: false } },
    ]);
    expect(lookup("severa/currency")({}).asked).toEqual([{ op: "find", kind: "severa/currency", where: {} }]);
    expect(lookup("linked with customer in customers")({ customer: { guid: "k1" } }).asked).toEqual([
      { op: "linked", register: "customers", side: "from", id: "k1" },
    ]);
  });
});
