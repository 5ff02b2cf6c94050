import { describe, expect, it } from "vitest";
import { commonSchemas, evaluated } from "../fixture.ts";

describe("paths", () => {
  it("what is read through an absent record is absent", () => {
    expect(evaluated("customer.owner.name", { customer: {} })).toBeUndefined();
    expect(evaluated("customer.owner.name", { customer: { owner: null } })).toBeUndefined();
    expect(evaluated("customer.owner.name", {})).toBeUndefined();
  });

  it("a null of the source is absent, and only `empty` is null", () => {
    expect(evaluated("notes", { notes: null })).toBeUndefined();
    expect(evaluated("empty if isCreditNote else notes", { isCreditNote: true })).toBeNull();
  });

  it("tables are asked by text, number or record, own entries only", () => {
    expect(evaluated("languages[language.code]", { language: { code: "fi" } }, { languages: { fi: "FINNISH" } })).toBe(
      "FINNISH",
    );
    expect(
      evaluated("languages[language.code]", { language: { code: "toString" } }, { languages: { fi: "FINNISH" } }),
    ).toBeUndefined();
    expect(evaluated("languages[customer]", { customer: { guid: "k1" } }, { languages: { k1: "SWEDISH" } })).toBe(
      "SWEDISH",
    );
  });

  it("a field that is called like something every object has is the record's own, or absent", () => {
    const schemas = commonSchemas();
    const invoice = { ...schemas.records[schemas.source], toString: "text?", valueOf: "text?" };
    const options = { schemas: { ...schemas, records: { ...schemas.records, [schemas.source]: invoice } } };
    for (const name of ["toString", "valueOf"]) {
      expect(evaluated(name, {}, {}, options)).toBeUndefined();
      expect(evaluated(name, { [name]: "own" }, {}, options)).toBe("own");
    }
  });
});
