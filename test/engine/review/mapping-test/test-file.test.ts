import { describe, expect, it } from "vitest";
import { readShopTests } from "./run-shop-tests.ts";

const records = `records:
  shop/project:
    plan: { guid: p1, number: 7 }
    old:  { guid: p2, number: 8 }
  books/item:
    ITEM: { id: 70, code: "7" }
`;
const head = `tests: items\nnow: 2026-03-02T08:00:00+02:00\n${records}`;
const oneCase = "cases:\n  - { name: one, record: plan, expect: { nothing: true } }\n";

/** What is reported of a case of this text. */
const toldOf = (text: string) => readShopTests(`${head}cases:\n  - ${text}\n`).told();

describe("a test file", () => {
  it("names its flow and holds records, what they are linked with, and cases", () => {
    const { file, told } = readShopTests(`${head}links:\n  items: { old: ITEM }\n${oneCase}`);
    expect(told()).toEqual([]);
    expect(file).toMatchObject({ flow: "items", now: "2026-03-02T08:00:00+02:00", settings: undefined });
    expect(file?.fixtures.map(({ name, kindName, side }) => [name, kindName, side])).toEqual([
      ["plan", "shop/project", "shop"],
      ["old", "shop/project", "shop"],
      ["ITEM", "books/item", "books"],
    ]);
    expect(file?.links).toEqual([{ register: "items", source: "old", target: "ITEM" }]);
    expect(file?.cases).toMatchObject([{ name: "one", record: "plan", document: undefined, changes: [], answers: [] }]);
  });

  it("of no flow, or of a moment that is none, is nothing", () => {
    expect(readShopTests(`tests: itmes\n${records}${oneCase}`)).toMatchObject({ file: undefined });
    expect(readShopTests(`tests: itmes\n${oneCase}`).diagnostics()).toMatchObject([
      { code: "test-flow-unknown", hints: [{ hint: "did-you-mean", nearest: "items" }] },
    ]);
    const never = readShopTests(`tests: items\nnow: yesterday\n${records}${oneCase}`);
    expect([never.file, never.told()]).toEqual([undefined, ["shape-wrong: yesterday"]]);
  });

  it("has records of kinds that there are, each with a name of its own", () => {
    const { told, diagnostics, file } = readShopTests(
      `${head}  shop/projekt:\n    x: { guid: p9 }\n  shop/customer:\n    plan: { guid: k1 }\n${oneCase}`,
    );
    expect(told()).toEqual(["test-kind-unknown: shop/projekt", "test-name-twice: plan"]);
    expect(diagnostics()[0]?.hints).toEqual([{ hint: "did-you-mean", nearest: "shop/project" }]);
    expect(diagnostics()[1]?.related).toMatchObject([{ label: "the first one" }]);
    expect(file?.fixtures.map(({ name }) => name)).not.toContain("x");
  });

  it("links records of the register's own sides", () => {
    const toldOfLinks = (links: string) => readShopTests(`${head}links:\n  ${links}\n${oneCase}`).told();
    expect(toldOfLinks("items: { old: ITEM }")).toEqual([]);
    expect(toldOfLinks("itmes: { old: ITEM }")).toEqual(["test-flow-unknown: itmes"]);
    expect(toldOfLinks("payments: { old: ITEM }")).toEqual(["test-flow-unknown: payments"]);
    expect(toldOfLinks("items: { ITEM: old }")).toEqual(["test-record-unknown: ITEM"]);
    expect(toldOfLinks("items: { old: plan }")).toEqual(["test-record-unknown: plan"]);
  });
});

describe("a case", () => {
  it("is about records of the file", () => {
    expect(toldOf("{ name: one, record: paln, expect: {} }")).toEqual(["test-record-unknown: paln"]);
    expect(toldOf("{ name: one, record: plan, document: OTHER, expect: {} }")).toEqual(["test-record-unknown: OTHER"]);
  });

  it("is left out where it has no name or no record, and the others stay", () => {
    const { file, told } = readShopTests(
      `${head}cases:\n  - { record: plan, expect: {} }\n  - { name: b, record: plan, expect: {} }\n`,
    );
    expect(file?.cases.map(({ name }) => name)).toEqual(["b"]);
    expect(told()).toHaveLength(1);
  });

  it("changes records and settings, by the paths of their fields", () => {
    const change = "{ plan: { number: 9, name: New }, settings: { partners.create: false } }";
    const { file, told } = readShopTests(
      `${head}cases:\n  - { name: one, record: plan, change: ${change}, expect: {} }\n`,
    );
    expect(told()).toEqual([]);
    expect(file?.cases[0]?.changes.map(({ of, path }) => `${of} ${path}`)).toEqual([
      "plan number",
      "plan name",
      "settings partners.create",
    ]);
    expect(toldOf("{ name: one, record: plan, change: { paln: { number: 9 } }, expect: {} }")).toEqual([
      "test-record-unknown: paln",
    ]);
  });

  it("expects something, or has rows that do", () => {
    expect(toldOf("{ name: one, record: plan }")).toHaveLength(1);
    const matrix = "vary: [plan.number], expect: [code]";
    expect(toldOf(`{ name: one, record: plan, ${matrix}, rows: [[7, "7"], [8, "8"]] }`)).toEqual([]);
    expect(toldOf(`{ name: one, record: plan, ${matrix} }`)).toHaveLength(1);
  });

  it("has rows with a cell for each column, and columns that vary something there is", () => {
    const row = '{ name: one, record: plan, vary: [plan.number], expect: [code], rows: [[7, "7"], [8]] }';
    const { file, told } = readShopTests(`${head}cases:\n  - ${row}\n`);
    expect(told()).toEqual(["test-row-length: 8"]);
    expect(file?.cases[0]?.matrix?.rows).toHaveLength(1);
    expect(toldOf('{ name: one, record: plan, vary: [paln.number], expect: [code], rows: [[7, "7"]] }')).toEqual([
      "test-record-unknown: paln.number",
    ]);
  });
});
