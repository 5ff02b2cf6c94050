import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector } from "../../../engine/connector/description.ts";
import { ReadFault } from "../../../engine/connector/operations.ts";
import { connectSystem } from "../../../engine/http/connect.ts";
import type { System } from "../../../engine/http/system.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { FileValue, type RecordValue, type Value } from "../../../engine/value/value.ts";
import { type FaultName, type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { shipped } from "../connector/read-shipped.ts";
import { all } from "./scripted-server.ts";

const clock = {
  now: () => Date.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 50))),
};
const transport = createTransport();
let sandbox: Sandbox;
let severa: System;
let procountor: System;

function connect(name: "severa" | "procountor", change: Partial<Connector> = {}): System {
  const { baseUrl, ...credentials } = sandbox[name];
  return connectSystem({
    name,
    connector: { ...shipped(name), pace: [], ...change },
    credentials,
    host: baseUrl,
    transport,
    clock,
    random: () => 0.1,
  });
}

beforeAll(async () => {
  sandbox = await startSandbox({ quota: false, invoices: 25 });
  severa = connect("severa");
  procountor = connect("procountor");
});
afterAll(async () => {
  await sandbox.close();
  await transport.close();
});

/** Only where the paid Documents function is in use. */
const REFUSED_LISTS = new Set(["attachment"]);

describe.each(["severa", "procountor"] as const)("the connector of %s against the sandbox", (name) => {
  it("passes the connection test", async () => {
    await (name === "severa" ? severa : procountor).probe();
  });

  it.each([...shipped(name).kinds.values()].filter((kind) => kind.list !== undefined && !REFUSED_LISTS.has(kind.name)))(
    "lists $name, reads what it listed, one by one and together, and follows its relations",
    async (kind) => {
      const system = name === "severa" ? severa : procountor;
      const listed = await all(system.pages(kind.name, {}));
      const ids = listed.map((record) => record[kind.id] as string | number);
      expect(new Set(ids).size).toBe(ids.length);
      expect((await system.readMany(kind.name, ids)).size).toBe(ids.length);
      const [first] = listed;
      if (first === undefined) return;
      expect(await system.read(kind.name, first[kind.id] as string)).toMatchObject({ [kind.id]: first[kind.id] });
      for (const relation of kind.relations.keys()) {
        const many = await system.relation(kind.name, relation, listed.slice(0, 22));
        expect(many).toHaveLength(Math.min(22, listed.length));
        const file = many.flat().find((each: Value) => each instanceof FileValue);
        if (file instanceof FileValue) expect((await system.bytes(file)).byteLength).toBeGreaterThan(0);
      }
    },
  );
});

describe("one list for many parents gives what a call each gives", () => {
  it.each([
    ["invoice", "rows"],
    ["travelReimbursement", "rows"],
    ["customer", "addresses"],
    ["customer", "contacts"],
  ])("%s.%s", async (kind, relation) => {
    const parents = await all(severa.pages(kind, {}));
    const repeated = parents.length >= 20 ? parents : [...parents, ...parents, ...parents];
    const together = await severa.relation(kind, relation, repeated);
    const single = await Promise.all(
      parents.map(async (parent) => (await severa.relation(kind, relation, [parent]))[0]),
    );
    const guids = (value: Value) => (value as RecordValue[]).map((row) => row["guid"]).toSorted();
    expect(together.slice(0, parents.length).map(guids)).toEqual(single.map(guids));
  });

  it("the work behind invoice rows", async () => {
    const rows = (await all(severa.pages("invoiceRow", {}))).slice(0, 40);
    const together = (await severa.relation("invoiceRow", "entries", rows)) as RecordValue[][];
    const single = await Promise.all(
      rows.map(async (row) => ((await severa.relation("invoiceRow", "entries", [row])) as RecordValue[][])[0] ?? []),
    );
    expect(together.map((entries) => entries.map((entry) => entry["guid"]).toSorted())).toEqual(
      single.map((entries) => entries.map((entry) => entry["guid"]).toSorted()),
    );
    expect(single.some((entries) => entries.length > 0)).toBe(true);
  });
});

const invoice = (number: string): RecordValue => ({
  type: "SALES_INVOICE",
  status: "UNFINISHED",
  originalInvoiceNumber: number,
  date: "2026-03-02",
  counterParty: { counterPartyAddress: { name: "Acme Oy" } },
  paymentInfo: { paymentMethod: "BANK_TRANSFER", currency: "EUR", dueDate: "2026-03-16", currencyRate: 1 },
  extraInfo: { accountingByRow: true, unitPricesIncludeVat: false },
  discountPercent: 0,
  invoiceRows: [{ product: "Work", quantity: 2, unit: "HOUR", unitPrice: 100.5, discountPercent: 0, vatPercent: 25.5 }],
  vatStatus: 1,
  invoiceChannel: "NO_SENDING",
  language: "FINNISH",
});

describe("an invoice's whole way", () => {
  it("create, find, dimensions on the ledger, attachment, approve, and the source's status", async () => {
    const [bank] = await all(procountor.pages("bankAccount", {}));
    const body = {
      ...invoice("T-1"),
      paymentInfo: {
        ...(invoice("T-1")["paymentInfo"] as RecordValue),
        bankAccount: { accountNumber: bank?.["iban"] },
      },
    };
    const made = await procountor.write({ kind: "invoice", operation: "create", body }, () => true);
    expect(made).toMatchObject({ kind: "done" });
    if (made.kind !== "done") return;
    expect(await procountor.find("invoice", { originalInvoiceNumber: "T-1", type: "SALES_INVOICE" })).toMatchObject([
      { id: made.record["id"], ledgerReceiptId: made.record["ledgerReceiptId"] },
    ]);

    const receipt = await procountor.read("ledgerReceipt", made.record["ledgerReceiptId"] as number);
    const entry = ((receipt?.["transactions"] ?? []) as RecordValue[]).find(
      (transaction) => transaction["transactionType"] === "ENTRY",
    );
    const [item] = await all(procountor.pages("dimensionItem", {}));
    const dimensions = {
      ledgerReceiptId: receipt?.["id"],
      transactionId: entry?.["id"],
      dimensionItemValues: [
        { dimensionId: item?.["dimensionId"], itemId: item?.["id"], value: entry?.["accountingValue"] },
      ],
    };
    expect(
      await procountor.write(
        { kind: "ledgerTransactionDimensions", operation: "update", body: dimensions },
        () => true,
      ),
    ).toMatchObject({ kind: "done" });

    const file = new FileValue("note.pdf", "application/pdf", 4, {
      from: "bytes",
      bytes: new TextEncoder().encode("%PDF"),
    });
    const attachment = {
      name: "note.pdf",
      referenceType: "INVOICE",
      referenceId: made.record["id"],
      sendWithInvoice: true,
      file,
    };
    expect(
      await procountor.write({ kind: "attachment", operation: "create", body: attachment }, () => true),
    ).toMatchObject({ kind: "done" });
    expect(
      await procountor.write(
        { kind: "invoice", operation: "action", action: "approve", id: made.id ?? "", body: {} },
        () => true,
      ),
    ).toMatchObject({ kind: "done" });
    const after = await procountor.read("invoice", made.id ?? "");
    const [files] = (await procountor.relation("invoice", "files", [after ?? {}])) as FileValue[][];
    expect(new TextDecoder().decode(await procountor.bytes(files?.[0] as FileValue))).toBe("%PDF");

    const [source] = await all(severa.pages("invoice", {}));
    const statuses = await all(severa.pages("invoiceStatus", {}));
    const status = statuses.find((each) => each["guid"] !== ((source?.["status"] ?? {}) as RecordValue)["guid"]);
    expect(
      await severa.write(
        { kind: "invoice", operation: "update", id: String(source?.["guid"]), body: { status } },
        () => true,
      ),
    ).toMatchObject({ kind: "done" });
    expect(await severa.read("invoice", String(source?.["guid"]))).toMatchObject({
      status: { guid: status?.["guid"] },
    });
  });

  it("a dimension item is made, renamed and closed", async () => {
    const [dimension] = await all(procountor.pages("dimension", {}));
    const made = await procountor.write(
      {
        kind: "dimensionItem",
        operation: "create",
        body: { dimensionId: dimension?.["id"], codeName: "9001", description: "New" },
      },
      () => true,
    );
    expect(made).toMatchObject({ kind: "done", record: { dimensionId: dimension?.["id"] } });
    const id = made.kind === "done" ? (made.id ?? "") : "";
    expect(
      await procountor.write({ kind: "dimensionItem", operation: "update", id, body: { status: "P" } }, () => true),
    ).toMatchObject({ kind: "done" });
    expect(await procountor.read("dimensionItem", id)).toMatchObject({
      codeName: "9001",
      description: "New",
      status: "P",
    });
    expect(
      await procountor.write(
        { kind: "dimensionItem", operation: "update", id, body: { status: null, description: "Renamed" } },
        () => true,
      ),
    ).toMatchObject({ kind: "done" });
    const open = await procountor.read("dimensionItem", id);
    expect(open).toMatchObject({ codeName: "9001", description: "Renamed" });
    expect(open?.["status"] ?? undefined).toBeUndefined();
  });

  it("a product is found by its exact code, and changed with the version that was read", async () => {
    const [product] = await all(procountor.pages("product", {}));
    const found = await procountor.find("product", { code: product?.["code"], type: product?.["type"] });
    expect(found.map((each) => each["code"])).toEqual(found.map(() => product?.["code"]));
    const id = Number(product?.["id"]);
    const change = { kind: "product", operation: "update", id, body: { name: "Renamed" } } as const;
    expect(await procountor.write(change, () => true)).toMatchObject({ kind: "done", id: String(id) });
    expect(await procountor.read("product", id)).toMatchObject({ name: "Renamed", code: product?.["code"] });
  });

  it("what the system refuses comes back with its field", async () => {
    const outcome = await procountor.write(
      { kind: "invoice", operation: "create", body: { ...invoice("T-2"), invoiceRows: [] } },
      () => true,
    );
    expect(outcome).toMatchObject({ kind: "rejected", status: 400 });
    expect(outcome.kind === "rejected" && outcome.faults.map((fault) => fault.field)).toContain(
      "paymentInfo.bankAccount",
    );
  });
});

describe("no outcome claims more than what happened", () => {
  const faults: readonly FaultName[] = [
    "lostRequest",
    "lostReply",
    "executeThenTimeout",
    "lateLanding",
    "errorAfterEffect",
    "storm429",
    "expiredToken",
    "htmlError",
    "notJson",
    "slow",
  ];

  it.each(faults)("%s on a create", async (fault) => {
    const hasty = connect("procountor", { timeoutMs: 300 });
    await hasty.probe();
    const [bank] = await all(procountor.pages("bankAccount", {}));
    const number = `F-${fault}`;
    const body = {
      ...invoice(number),
      paymentInfo: {
        ...(invoice(number)["paymentInfo"] as RecordValue),
        bankAccount: { accountNumber: bank?.["iban"] },
      },
    };
    sandbox.setFaults({ [fault]: { system: "procountor", route: "^POST /invoices$", ms: 50 } });
    const outcome = await hasty.write({ kind: "invoice", operation: "create", body }, () => true);
    sandbox.setFaults({ [fault]: null });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const there = (await procountor.find("invoice", { originalInvoiceNumber: number })).length;
    expect(there).toBeLessThanOrEqual(1);
    if (outcome.kind === "done") expect(there).toBe(1);
    else if (outcome.kind !== "uncertain") expect(there).toBe(0);
    const expected =
      { storm429: "not-executed", expiredToken: "not-executed", slow: "done" }[fault as string] ?? "uncertain";
    expect(outcome.kind).toBe(expected);
  });

  it.each(["lostRequest", "storm429", "expiredToken", "htmlError", "notJson"] as const)(
    "%s on reads is mended by asking again",
    async (fault) => {
      const system = connect("severa");
      await system.probe();
      sandbox.setFaults({ [fault]: { system: "severa", route: "^GET ", next: 1 } });
      expect((await all(system.pages("invoiceStatus", {}))).length).toBeGreaterThan(0);
      sandbox.setFaults({ [fault]: null });
    },
  );

  it("a wrong key is a fault of the set-up [PRO-AUTH-01]", async () => {
    const { baseUrl, ...credentials } = sandbox.procountor;
    const system = connectSystem({
      name: "procountor",
      connector: shipped("procountor"),
      credentials: { ...credentials, apiKey: "wrong-key" },
      host: baseUrl,
      transport,
      clock,
      random: () => 0.1,
    });
    const fault: unknown = await system.probe().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ReadFault);
    expect(fault).toMatchObject({ kind: "blocked", route: "log-in" });
  });
});
