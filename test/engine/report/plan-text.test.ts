import { Readable } from "node:stream";
import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { planText } from "../../../engine/report/plan-text.ts";
import type { PlannedAction } from "../../../engine/work/base/planned.ts";

const colours = picocolors.createColors(false);
const span = { source: { path: "mappings/shop/invoices.yaml", text: "a: b\n" }, start: 3, end: 4 };

function action(record: string, change: Partial<PlannedAction> = {}): PlannedAction {
  return {
    flow: "invoices",
    action: "create",
    record,
    source: record,
    sourceHash: "",
    label: `Order ${record}`,
    to: "books/invoice",
    target: undefined,
    body: undefined,
    before: undefined,
    lineage: [],
    said: [],
    ...change,
  };
}

/** The pieces of the text, put together. */
async function textOf(
  actions: readonly PlannedAction[],
  options: { readonly fields: boolean; readonly all: boolean },
  flows: readonly object[] = [],
): Promise<string> {
  const plan = {
    scope: "acme/books",
    findings: [],
    actions: Readable.from(actions),
    flows: () => flows,
    leftOut: () => [],
    totals: () => [],
  } as never;
  return (await Readable.from(planText(plan, colours, options)).toArray()).join("").trimEnd();
}

/** The text below the scope and above the closing line. */
async function linesOf(
  actions: readonly PlannedAction[],
  options = { fields: false, all: false },
  flows: readonly object[] = [{ flow: "invoices" }],
) {
  const text = await textOf(actions, options, flows);
  const lines = text.split("\n");
  return { head: lines[0], body: lines.slice(2, -2), last: lines.at(-1) };
}

describe("a plan in words", () => {
  it("has a line for each record and a closing line that counts them", async () => {
    const actions = [
      action("1"),
      action("2", { action: "link", target: "7" }),
      action("3", { action: "wait" }),
      action("4"),
    ];
    expect(await linesOf(actions)).toEqual({
      head: "acme/books",
      body: [
        "invoices",
        "  + create books/invoice  Order 1",
        "  = link books/invoice 7  Order 2",
        "  . wait books/invoice  Order 3",
        "  + create books/invoice  Order 4",
      ],
      last: "2 to create, 1 to link, 1 to wait",
    });
  });

  it("tells what follows a document in its line, and counts no step", async () => {
    const actions = [
      action("1"),
      action("1", { action: "step", to: "do approve" }),
      action("1", { action: "write back", to: "write back" }),
    ];
    expect(await linesOf(actions)).toMatchObject({
      body: ["invoices", "  + create books/invoice  Order 1, then do approve, write back"],
      last: "1 to create, 1 to write back",
    });
  });

  it("says nothing of records with which nothing is done", async () => {
    expect(await textOf([action("1", { action: "nothing" })], { fields: false, all: true })).toBe(
      "acme/books\n\nNothing to do.",
    );
  });

  it("shows twelve records of a flow and counts the others, but each refusal with its advice", async () => {
    const said = [{ code: "c", text: "The street is missing.", advice: "Fill it in.", span, facts: {} }];
    const many = Array.from({ length: 14 }, (_, index) => action(String(index + 1)));
    const refused = action("15", { action: "refuse", said });
    const { body, last } = await linesOf([...many, refused]);
    expect(body).toHaveLength(17);
    expect(body.slice(12)).toEqual([
      "  + create books/invoice  Order 12",
      "  ! refuse books/invoice  Order 15",
      "      The street is missing.",
      "      Fill it in.",
      "  … and 2 more (--all)",
    ]);
    expect(last).toBe("14 to create, 1 to refuse");
    expect((await linesOf([...many, refused], { fields: false, all: true })).body).toHaveLength(18);
  });

  it("shows two hundred refusals of a flow and counts the others", async () => {
    const many = Array.from({ length: 300 }, (_, index) => action(String(index), { action: "refuse" }));
    const { body, last } = await linesOf(many);
    expect(body).toHaveLength(202);
    expect(body.at(-1)).toBe("  … and 100 more refused (--all)");
    expect(last).toBe("300 to refuse");
    expect((await linesOf(many, { fields: false, all: true })).body).toHaveLength(301);
  });

  it("shows what an update changes, from what to what", async () => {
    const update = action("1", {
      action: "update",
      target: "7",
      before: { name: "Old" },
      body: { name: "New", code: 8 },
    });
    expect((await linesOf([update])).body).toEqual([
      "invoices",
      "  ~ update books/invoice 7  Order 1",
      "      name: Old -> New",
      "      code: (none) -> 8",
    ]);
  });

  it("gives with --fields the line of the mapping that makes each", async () => {
    const lineage = [{ path: "rows.1.unit", value: "HOUR", sources: [], span }];
    expect((await linesOf([action("1", { lineage })], { fields: true, all: false })).body).toEqual([
      "invoices",
      "  + create books/invoice  Order 1",
      "      rows.1.unit: HOUR  mappings/shop/invoices.yaml:1:4",
    ]);
    expect((await linesOf([action("1", { lineage })])).body).toHaveLength(2);
  });

  it("orders what documents need by name, before the flow that needs it, whatever came first", async () => {
    const needed = [
      action("b", { flow: "units", label: "Unit 10" }),
      action("c", { flow: "partners", label: "Acme" }),
      action("a", { flow: "units", label: "Unit 9" }),
    ];
    const names = async (actions: readonly PlannedAction[]) =>
      (await linesOf(actions)).body.filter((line) => line !== "");
    const wanted = [
      "partners",
      "  + create books/invoice  Acme",
      "units",
      "  + create books/invoice  Unit 9",
      "  + create books/invoice  Unit 10",
      "invoices",
      "  + create books/invoice  Order 1",
    ];
    expect(await names([...needed, action("1")])).toEqual(wanted);
    expect(await names([...needed.toReversed(), action("1")])).toEqual(wanted);
  });

  it("says why a flow ended early", async () => {
    const flows = [{ flow: "invoices", problem: "Shop does\nnot answer." }];
    expect(await linesOf([], undefined, flows)).toMatchObject({
      body: ["invoices: Shop does not answer."],
      last: "Not everything could be looked at; in what could: nothing to do.",
    });
  });
});
