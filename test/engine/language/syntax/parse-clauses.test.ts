import { describe, expect, it } from "vitest";
import { parseEach, parseLookup, parseNeed } from "../../../../engine/language/syntax/parse-clauses.ts";
import { expectAtOnce, overAndOver } from "../../../attack.ts";
import { located } from "../fixture.ts";

function read<T>(parse: (text: ReturnType<typeof located>, report: (code: string) => void) => T, text: string) {
  const faults: string[] = [];
  return { found: parse(located(text), (code) => void faults.push(code)), faults };
}

describe("`name in list`", () => {
  it("gives the name, and the list with its place in the whole", () => {
    expect(read(parseEach, " row in rows").found).toEqual({
      name: "row",
      start: 1,
      end: 4,
      list: { kind: "name", name: "rows", start: 8, end: 12 },
    });
  });

  it.each(["rows", "row of rows", "row in", "1 in rows"])("%s is told", (text) => {
    expect(read(parseEach, text)).toEqual({ found: undefined, faults: ["each-unreadable"] });
  });
});

describe("`register for record`", () => {
  it("gives the register, which may have a hyphen, and the record", () => {
    expect(read(parseNeed, "cost-centres for row.project").found).toMatchObject({
      register: "cost-centres",
      start: 0,
      end: 12,
      of: { kind: "field", name: "project", start: 17, end: 28 },
    });
  });

  it("without a record is told", () => {
    expect(read(parseNeed, "customers").faults).toEqual(["need-unreadable"]);
  });
});

describe("a look-up", () => {
  it.each([
    ["document finvoice-3", { kind: "document", document: "finvoice-3", documentStart: 9, documentEnd: 19 }],
    [
      "linked with customer in customers",
      { kind: "linked", register: "customers", registerStart: 24, registerEnd: 33 },
    ],
    ["severa/country", { kind: "records", want: "one", record: "severa/country", by: undefined }],
    ["first severa/country by .isActive", { want: "first", recordStart: 6, by: { kind: "candidate", start: 24 } }],
    ["all severa/country # every one", { want: "all", by: undefined }],
    ["severa/project by number", { want: "one", by: { kind: "name", name: "number", start: 18, end: 24 } }],
  ])("%s is read", (text, expected) => {
    const { found, faults } = read(parseLookup, text);
    expect(found).toMatchObject(expected);
    expect(faults).toEqual([]);
  });

  it.each([
    ["linked with customer", "linked-unreadable"],
    ["severa/country with name", "lookup-unreadable"],
    ["== 2", "lookup-unreadable"],
  ])("%s is told: %s", (text, fault) => {
    expect(read(parseLookup, text)).toMatchObject({ found: { kind: "hole" }, faults: [fault] });
  });
});

describe("a clause of 50,000 letters is read at once", () => {
  it.each([
    `linked with x${overAndOver(" ")}y`,
    `linked with x${overAndOver(" in")}`,
    `linked${overAndOver(" ")}`,
    `first${overAndOver(" ")}`,
    `document ${overAndOver("a")}!`,
    `document${overAndOver(" ")}!`,
  ])("%.20s…", (text) => expectAtOnce(() => read(parseLookup, text)));
});
