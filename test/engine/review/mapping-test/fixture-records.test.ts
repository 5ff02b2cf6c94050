import { describe, expect, it } from "vitest";
import type { TypedIntegration } from "../../../../engine/mapping/tree/typed-integration.ts";
import { answersOf, fixtureRecords } from "../../../../engine/review/mapping-test/fixture-records.ts";
import { readTestFile } from "../../../../engine/review/mapping-test/test-file.ts";
import { readSystemSchema } from "../../../../engine/schema/system-schema.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";
import { shopTests, shopTestText } from "./run-shop-tests.ts";

const records = `  shop/customer:
    acme: { guid: k1, number: 1001, name: Acme Oy, isActive: true }
  shop/order:
    plain: { guid: o1, number: 5001, status: open, customer: acme, rows: [{ guid: r1, quantity: 2, category: Hours }] }`;

/** The records of the first case of a file, with its changes made. */
function recordsOf(change: string, of = records) {
  const test = shopTests(
    shopTestText("invoices", of, `  - { name: one, record: plain, change: ${change}, expect: { nothing: true } }`),
  );
  const made = fixtureRecords(test.file, test.file.cases[0]?.changes ?? [], test.typed, test.report);
  return { ...made, ...test, order: made.records.get("plain")?.record };
}

describe("the records of a case", () => {
  it("are what a system would give: references with what stands in them, children whole", () => {
    const { order, told } = recordsOf("{}");
    expect(told()).toEqual([]);
    expect(order).toEqual({
      guid: "o1",
      number: 5001,
      status: { guid: "s1", name: "Open" },
      customer: { guid: "k1" },
      rows: [{ guid: "r1", quantity: 2, category: "Hours" }],
    });
  });

  it("are changed at a path, a row by its number, and in what they refer to", () => {
    const { order } = recordsOf("{ plain: { rows.1.quantity: 3, status: done, customer: null } }");
    expect(order).toMatchObject({
      rows: [{ guid: "r1", quantity: 3 }],
      status: { guid: "s2", name: "Done" },
      customer: null,
    });
    expect(recordsOf("{ open: { name: Ready } }").order).toMatchObject({ status: { guid: "s1", name: "Ready" } });
    expect(recordsOf("{ acme: { guid: k9 } }").order).toMatchObject({ customer: { guid: "k9" } });
  });

  it("are not changed where there is nothing to change", () => {
    expect(recordsOf("{ plain: { nmuber: 3 } }").told()).toEqual(["test-field-unknown: nmuber"]);
    const beyond = recordsOf("{ plain: { rows.3.quantity: 3 } }");
    expect(beyond.told()).toEqual(["test-row-missing: rows.3.quantity"]);
    expect(beyond.order).toMatchObject({ rows: [{ quantity: 2 }] });
  });

  it("are referred to by what identifies them, which has to be there", () => {
    expect(recordsOf("{}", records.replace("guid: k1, ", "")).told()).toEqual(["test-record-without-id: acme"]);
  });
});

describe("the settings of a case", () => {
  it("have the ids of records where the file has their names, as a workspace would", () => {
    expect(recordsOf("{}").settings).toEqual({
      invoices: { transfer: "s1", done: "s2", account: "7" },
      notices: { addresses: ["a@example.fi"] },
    });
  });

  it("are changed by their paths, also to another record; a name of no such record stays", () => {
    const { settings } = recordsOf(
      "{ settings: { invoices.transfer: done, invoices.account: open, partners.create: false } }",
    );
    expect(settings).toMatchObject({
      invoices: { transfer: "s2", account: "open" },
      partners: { create: false },
    });
  });
});

describe("records that lead back to themselves", () => {
  const files = new Map(
    [
      ["parent.json", { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } }],
      [
        "child.json",
        {
          type: "object",
          properties: {
            id: { type: "string" },
            parent: { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } },
          },
        },
      ],
    ].map(([name, json]) => [String(name), { source: { path: String(name), text: "" }, json }]),
  );
  const connector = `connector: tree
kinds:
  parent: { schema: parent.json, id: id, label: [id], relations: { children: { kind: child, many: true, call: "GET /{id}" } } }
  child:  { schema: child.json, id: id, label: [id], references: { parent: { kind: parent, by: id } } }
`;

  it("end at a reference", () => {
    const { report, told } = collected();
    const node = readYaml({ path: "connector.yaml", text: connector }, report);
    if (node?.kind !== "map") throw new Error("it is no connector");
    const schema = readSystemSchema(node, files, report);
    const typed = {
      flows: new Map([["f", {}]]),
      sides: new Map([["tree", { schema }]]),
      settings: { entries: [] },
    } as unknown as TypedIntegration;
    const text = `tests: f
now: 2026-03-02
records:
  tree/parent: { mother: { id: p1, name: Anna, children: [son] } }
  tree/child:  { son: { id: c1, parent: mother } }
`;
    const file = readTestFile({ path: "a.test.yaml", text }, typed, report);
    if (file === undefined) throw new Error(told().join());
    const made = fixtureRecords(file, [], typed, report).records;
    expect(told()).toEqual([]);
    expect(made.get("mother")?.record).toEqual({
      id: "p1",
      name: "Anna",
      children: [{ id: "c1", parent: { id: "p1" } }],
    });
  });

  function collected() {
    const all = collector();
    return { report: all.report, told: () => all.diagnostics.map(({ code }) => code) };
  }
});

describe("the answers of a case", () => {
  function answered(answers: string) {
    const test = shopTests(
      shopTestText(
        "invoices",
        records,
        `  - { name: one, record: plain, answers: ${answers}, expect: { nothing: true } }`,
      ),
    );
    const names = fixtureRecords(test.file, [], test.typed, test.report);
    return { ...test, answers: answersOf(test.file.cases[0]?.answers ?? [], names, test.typed, test.report) };
  }

  it("are records of a kind, or the code of a refusal", () => {
    const { answers, told } = answered("{ books/invoice: { id: 9, balance: 0 }, books/partner: { refuse: NO_RIGHT } }");
    expect(told()).toEqual([]);
    expect([...answers]).toEqual([
      ["books/invoice", { record: { id: 9, balance: 0 } }],
      ["books/partner", { refuse: "NO_RIGHT" }],
    ]);
  });

  it("are of kinds that there are", () => {
    expect(answered("{ books/bill: { id: 9 } }").told()).toEqual(["test-kind-unknown: books/bill"]);
  });
});
