import { describe, expect, test } from "vitest";
import { type JsonRecord, numberAt, recordAt, recordsAt } from "../../sandbox/server/json.ts";
import { flowsOf, type Stage, withSandbox } from "./harness.ts";

const first = 26001;

function items(stage: Stage, dimension: string): readonly JsonRecord[] {
  const found = stage.sandbox.state.procountor.books.dimensions
    .all()
    .find(({ record }) => record["name"] === dimension);
  return recordsAt(found?.record ?? {}, "items");
}

function item(stage: Stage, dimension: string, codeName: unknown): JsonRecord | undefined {
  const found = items(stage, dimension).filter((entry) => entry["codeName"] === String(codeName));
  expect(found.length).toBeLessThan(2);
  return found[0];
}

interface Kept {
  readonly dimension: string;
  readonly register: "projects" | "costCenters" | "businessUnits";
  readonly code: string;
  readonly closed: JsonRecord;
  readonly open: JsonRecord;
}

const kept: readonly Kept[] = [
  {
    dimension: "Projektit",
    register: "projects",
    code: "number",
    closed: { isClosed: true },
    open: { isClosed: false },
  },
  {
    dimension: "Kustannuspaikat",
    register: "costCenters",
    code: "identifier",
    closed: { isActive: false },
    open: { isActive: true },
  },
  {
    dimension: "Yksiköt",
    register: "businessUnits",
    code: "code",
    closed: { isActive: false },
    open: { isActive: true },
  },
];

describe("registers kept as dimensions", () => {
  test.for(kept)(
    "[PRO-DIM-01] $register are items of $dimension: made, renamed, closed and opened again",
    async (entry) => {
      await withSandbox({ sandbox: { invoices: 1 }, demo: { dimensions: true } }, async (stage) => {
        const register = stage.sandbox.state.severa.world[entry.register];
        const change = (record: JsonRecord, edit: JsonRecord): void =>
          void register.replace(String(record["guid"]), { ...record, ...edit }, Date.now());
        const at = (place: number): JsonRecord => register.at(place);
        flowsOf(await stage.run());
        for (const record of register.all()) {
          const closed = record["isClosed"] === true || record["isActive"] === false;
          expect(item(stage, entry.dimension, record[entry.code])).toMatchObject({ description: record["name"] });
          expect(item(stage, entry.dimension, record[entry.code])?.["status"]).toBe(closed ? "P" : undefined);
        }
        expect(items(stage, entry.dimension)).toHaveLength(register.size);

        change(at(0), { name: "Uusi nimi" });
        flowsOf(await stage.run());
        expect(item(stage, entry.dimension, at(0)[entry.code])?.["description"]).toBe("Uusi nimi");

        change(at(0), entry.closed);
        flowsOf(await stage.run());
        expect(item(stage, entry.dimension, at(0)[entry.code])?.["status"]).toBe("P");

        change(at(0), entry.open);
        flowsOf(await stage.run());
        expect(item(stage, entry.dimension, at(0)[entry.code])?.["status"]).toBeUndefined();
        expect(items(stage, entry.dimension)).toHaveLength(register.size);
      });
    },
  );

  test("[PRO-DIM-01] a register whose dimension is not named in the settings is left alone", async () => {
    await withSandbox(
      { sandbox: { invoices: 1 }, settings: { dimensions: { project: "Projektit" } } },
      async (stage) => {
        const before = [items(stage, "Kustannuspaikat"), items(stage, "Yksiköt")];
        flowsOf(await stage.run());
        expect([items(stage, "Kustannuspaikat"), items(stage, "Yksiköt")]).toEqual(before);
        expect(items(stage, "Projektit")).toHaveLength(stage.sandbox.state.severa.world.projects.size);
      },
    );
  });
});

const named = { unit: "Yksiköt", costCentre: "Kustannuspaikat", project: "Projektit" } as const;
const dimensions = ["unit", "costCentre", "project"] as const;
type Dimension = (typeof dimensions)[number];

/** Each of the eight ways to choose among three. */
const choices = Array.from({ length: 8 }, (_, bits) => {
  const chosen = dimensions.filter((_dimension, place) => (bits & (1 << place)) !== 0);
  return { chosen, title: chosen.join(" and ") || "none" };
});

function flagged(chosen: readonly Dimension[]): JsonRecord {
  return Object.fromEntries(dimensions.map((dimension) => [`${dimension}Dimension`, chosen.includes(dimension)]));
}

/** Of each row's transaction: the dimension's name and the item's code, and that the values add up. */
function onRows(stage: Stage, invoice: JsonRecord): readonly (readonly string[])[] {
  const receipt = stage.sandbox.state.procountor.books.receipts.must(numberAt(invoice, "ledgerReceiptId") ?? 0).record;
  return recordsAt(receipt, "transactions")
    .filter((entry) => entry["transactionType"] === "ENTRY")
    .map((entry) =>
      recordsAt(entry, "dimensionItemValues").map((value) => {
        expect(value["value"]).toBe(entry["accountingValue"]);
        const dimension = stage.sandbox.state.procountor.books.dimensions.must(
          numberAt(value, "dimensionId") ?? 0,
        ).record;
        const found = recordsAt(dimension, "items").find(({ id }) => id === value["itemId"]);
        return `${dimension["name"]} ${found?.["codeName"]}`;
      }),
    );
}

function codesOfProject(stage: Stage, guid: unknown): Record<Dimension, string> {
  const project = stage.sandbox.state.severa.world.projects.must(String(guid));
  return {
    unit: `Yksiköt ${recordAt(project, "businessUnit")["code"]}`,
    costCentre: `Kustannuspaikat ${recordAt(project, "costCenter")["identifier"]}`,
    project: `Projektit ${project["number"]}`,
  };
}

describe("dimensions on rows", () => {
  test.for(choices)("[PRO-DIM-02] of an invoice row: $title", async ({ chosen }) => {
    await withSandbox(
      { sandbox: { invoices: 1 }, settings: { dimensions: named, salesInvoices: flagged(chosen) } },
      async (stage) => {
        flowsOf(await stage.run());
        const projects = recordsAt(stage.invoice(first), "projects");
        const rows = onRows(stage, stage.received(first));
        expect(rows.length).toBeGreaterThan(0);
        rows.forEach((row, place) => {
          const codes = codesOfProject(stage, projects[place % projects.length]?.["guid"]);
          expect([...row].sort()).toEqual(chosen.map((dimension) => codes[dimension]).sort());
        });
      },
    );
  });

  test.for(choices)("[PRO-DIM-02] of a travel invoice row: $title", async ({ chosen }) => {
    await withSandbox(
      {
        sandbox: { invoices: 1, travel: 1 },
        demo: { travel: true },
        settings: { dimensions: named, travelInvoices: flagged(chosen) },
      },
      async (stage) => {
        stage.edit(first, { status: "Draft" });
        flowsOf(await stage.run());
        const expenses = stage.sandbox.state.severa.world.travelExpenses
          .all()
          .filter(
            (expense) =>
              recordAt(expense, "travelReimbursement")["guid"] === stage.sandbox.state.severa.travel[0]?.guid,
          );
        const rows = onRows(stage, stage.receivedTravel(501));
        if (chosen.length > 0) expect(rows).toHaveLength(expenses.length);
        rows.forEach((row, place) => {
          const codes = codesOfProject(stage, recordAt(expenses[place] ?? {}, "project")["guid"]);
          expect([...row].sort()).toEqual(chosen.map((dimension) => codes[dimension]).sort());
        });
      },
    );
  });
});
