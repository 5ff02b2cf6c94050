import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

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
});
