import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { businessIdOf } from "../../sandbox/procountor/seed-books.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { type Json, type JsonRecord, recordAt, recordsAt } from "../../sandbox/server/json.ts";
import { type Call, procountor, procountorToken, type Seen, salesInvoice } from "./client.ts";

let sandbox: Sandbox;
let call: Call;
let iban = "";

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
  iban = String(
    (await call("GET", "/bankaccounts")).record["results"] &&
      recordsAt((await call("GET", "/bankaccounts")).record, "results")[0]?.["iban"],
  );
});
afterAll(() => sandbox.close());

const results = (answer: Seen) => recordsAt(answer.record, "results");
const faults = (answer: Seen) => recordsAt(answer.record, "errors").map((error) => [error["field"], error["message"]]);
const post = (change: Readonly<Record<string, Json | undefined>> = {}) =>
  call("POST", "/invoices", salesInvoice(iban, change));

describe("Procountor: login", () => {
  it("gives a token for one hour to a form without charset", async () => {
    const answer = await procountorToken(sandbox);
    expect(answer.status).toBe(200);
    expect(answer.record).toMatchObject({ expires_in: 3600, token_type: "Bearer" });
  });

  it.each([
    ["a charset in the content type", {}, "application/x-www-form-urlencoded;charset=UTF-8", 400, "invalid_request"],
    ["a wrong secret", { client_secret: "x" }, undefined, 401, "invalid_client"],
    ["a revoked API key", { api_key: "x" }, undefined, 401, "invalid_grant"],
    ["a missing grant type", { grant_type: "" }, undefined, 400, "invalid_request"],
  ])("refuses %s", async (_, change, type, status, error) => {
    const answer = await procountorToken(sandbox, change as Record<string, string>, type);
    expect([answer.status, answer.record["error"]]).toEqual([status, error]);
  });

  it("answers 401 in its own words without a token", async () => {
    const answer = await fetch(`${sandbox.procountor.baseUrl}/invoices`);
    expect([answer.status, await answer.json()]).toEqual([401, { errors: [{ status: 401, message: "Unauthorized" }] }]);
  });
});

describe("Procountor: creating a sales invoice", () => {
  it("ends UNFINISHED, numbered by Procountor, whatever status was sent", async () => {
    const answer = await post({ status: "SENT", invoiceNumber: 7, originalInvoiceNumber: "A-1" });
    expect(answer.status).toBe(200);
    expect(answer.record).toMatchObject({ status: "UNFINISHED", originalInvoiceNumber: "A-1" });
    expect(answer.record["invoiceNumber"]).toBeGreaterThan(10_000);
    expect(recordsAt(answer.record, "invoiceSumInfo")[0]).toMatchObject({
      excludingVatTotal: 932.3,
      vatSumTotal: 237.74,
      invoiceSumTotal: 1170.04,
    });
  });

  it("accepts a second invoice with the same originalInvoiceNumber, and the audit sees it", async () => {
    await post({ originalInvoiceNumber: "TWICE" });
    await post({ originalInvoiceNumber: "TWICE" });
    expect(results(await call("GET", "/invoices?originalInvoiceNumber=TWICE&types=SALES_INVOICE"))).toHaveLength(2);
    expect(sandbox.audit().duplicates).toContainEqual({ kind: "sales", key: "TWICE", count: 2 });
  });

  it("searches the number as a whole, or by part where the sandbox is told so", async () => {
    const found = async (at: Sandbox, number: string) => {
      const search = await procountor(at);
      await search(
        "POST",
        "/invoices",
        salesInvoice(String(at.state.procountor.books.bankAccounts.all()[0]?.record["iban"]), {
          originalInvoiceNumber: "26123",
        }),
      );
      return results(await search("GET", `/invoices?originalInvoiceNumber=${number}`)).length;
    };
    expect(await found(sandbox, "2612")).toBe(0);
    const loose = await startSandbox({ invoices: 5, quota: false, partialNumberSearch: true });
    expect(await found(loose, "2612")).toBe(1);
    await loose.close();
  });

  it("makes one ledger entry for each row, or one for all", async () => {
    const byRow = (await post()).record;
    const receipt = (await call("GET", `/ledgerreceipts/${byRow["ledgerReceiptId"]}`)).record;
    const entries = recordsAt(receipt, "transactions");
    expect(entries.map((entry) => [entry["transactionType"], entry["accountingValue"]])).toEqual([
      ["ENTRY", -862.5],
      ["ENTRY", -69.8],
      ["REVERSING_ENTRY", 932.3],
    ]);
    const whole = (await post({ "extraInfo.accountingByRow": false })).record;
    const one = recordsAt((await call("GET", `/ledgerreceipts/${whole["ledgerReceiptId"]}`)).record, "transactions");
    expect(one.map((entry) => entry["accountingValue"])).toEqual([-932.3, 932.3]);
  });

  it("makes a reference number for an empty one", async () => {
    const payment = recordAt((await post({ "paymentInfo.bankReferenceCode": "" })).record, "paymentInfo");
    expect(payment["bankReferenceCode"]).toMatch(/^\d{4,}$/);
  });

  const long = "x".repeat(101);
  it.each<[string, Record<string, Json | undefined>, string | undefined, string | RegExp]>([
    [
      "no name",
      { "counterParty.counterPartyAddress.name": undefined },
      "counterParty.counterPartyAddress.name",
      "NOT_NULL",
    ],
    [
      "an order reference over 70",
      { orderReference: "x".repeat(71) },
      "orderReference",
      "SIZE_MUST_BE_BETWEEN_0_AND_70",
    ],
    [
      "an original number over 40",
      { originalInvoiceNumber: "x".repeat(41) },
      "originalInvoiceNumber",
      "SIZE_MUST_BE_BETWEEN_0_AND_40",
    ],
    ["a due date before the date", { "paymentInfo.dueDate": "2026-02-01" }, undefined, "DUE_DATE_BEFORE_BILL_DATE"],
    ["a term over 999 days", { "paymentInfo.dueDate": "2029-02-01" }, "paymentInfo.dueDate", /999/],
    ["a closed year", { date: "2024-12-12", "paymentInfo.dueDate": "2024-12-24" }, "date", "CLOSED_FISCAL_PERIOD"],
    ["a wrong check digit", { "counterParty.identifier": "1234567-8" }, "counterParty.identifier", "ERROR_BRN_CODE"],
    ["an e-mail channel without address", { invoiceChannel: "EMAIL" }, "counterParty.email", "NOT_BLANK"],
    [
      "paper without street",
      { invoiceChannel: "MAIL", "counterParty.counterPartyAddress.street": undefined },
      "counterParty.counterPartyAddress.street",
      "NOT_BLANK",
    ],
    [
      "an electronic invoice without operator",
      { invoiceChannel: "ELECTRONIC_INVOICE", "counterParty.einvoiceAddress": { address: "003712345671" } },
      "counterParty.einvoiceAddress.operator",
      "NOT_BLANK",
    ],
    [
      "an electronic invoice with half a billing address",
      {
        invoiceChannel: "ELECTRONIC_INVOICE",
        "counterParty.einvoiceAddress": { address: "003712345671", operator: "003721291126" },
        billingAddress: { street: "Rantatie 4", city: "HELSINKI" },
      },
      "billingAddress.zip",
      "NOT_BLANK",
    ],
    ["a channel that is not for the API", { invoiceChannel: "PAPER_INVOICE" }, "invoiceChannel", /not allowed/],
    [
      "a country by its code",
      { "counterParty.counterPartyAddress.country": "FI" },
      "counterParty.counterPartyAddress.country",
      /FI/,
    ],
    ["an unknown currency", { "paymentInfo.currency": "EURO" }, "paymentInfo.currency", /EURO/],
    ["no language", { language: undefined }, "language", "NOT_NULL"],
    ["a language that it does not speak", { language: "GERMAN" }, "language", /GERMAN/],
    [
      "a foreign bank account",
      { "paymentInfo.bankAccount.accountNumber": "FI2112345600000785" },
      "paymentInfo.bankAccount.accountNumber",
      "INVALID_BANK_ACCOUNT",
    ],
    ["letters outside Windows-1252", { additionalInformation: "漢字" }, "additionalInformation", /Windows-1252/],
    ["no rows", { invoiceRows: [] }, "invoiceRows", "NOT_EMPTY"],
    [
      "a product name over 100",
      { invoiceRows: [{ product: long, quantity: 1, unit: "HOUR", unitPrice: 1, discountPercent: 0, vatPercent: 0 }] },
      "invoiceRows[0].product",
      "SIZE_MUST_BE_BETWEEN_0_AND_100",
    ],
    [
      "an unknown unit",
      { invoiceRows: [{ product: "x", quantity: 1, unit: "h", unitPrice: 1, discountPercent: 0, vatPercent: 0 }] },
      "invoiceRows[0].unit",
      /h/,
    ],
    [
      "a VAT percent that is not in use",
      { invoiceRows: [{ product: "x", quantity: 1, unit: "HOUR", unitPrice: 1, discountPercent: 0, vatPercent: 23 }] },
      "invoiceRows[0].vatPercent",
      "INVALID_VAT_PERCENT",
    ],
    ["VAT where the status allows none", { vatStatus: 3 }, "invoiceRows[0].vatStatus", "ERROR_VATSTATUS_VATPERC"],
    ["a partner that does not exist", { partnerId: 1 }, "partnerId", "PARTNER_NOT_FOUND"],
    [
      "a reference with a wrong check digit",
      { "paymentInfo.bankReferenceCode": "12345" },
      "paymentInfo.bankReferenceCode",
      "INVALID_REFERENCE_CODE",
    ],
    [
      "an OVT abroad",
      {
        "counterParty.counterPartyAddress.country": "SWEDEN",
        "counterParty.einvoiceAddress": { ediId: "003712345671" },
      },
      "counterParty.einvoiceAddress.ediId",
      "OVT_NOT_ALLOWED",
    ],
  ])("refuses %s", async (_, change, field, message) => {
    const before = sandbox.audit().invoices.total;
    const answer = await post(change);
    expect(answer.status).toBe(400);
    expect(faults(answer)).toContainEqual([
      field,
      typeof message === "string" ? message : expect.stringMatching(message),
    ]);
    expect(sandbox.audit().invoices.total).toBe(before);
  });

  it("takes the letters of Windows-1252, Euro sign and dashes among them", async () => {
    expect((await post({ additionalInformation: "Åäö – 5 € … “Ž”\n" })).status).toBe(200);
  });
});

describe("Procountor: an invoice's life", () => {
  it("goes by approve and send, and SENT is final", async () => {
    const id = (await post({ invoiceChannel: "MAIL" })).record["id"];
    expect((await call("PUT", `/invoices/${id}/send`)).status).toBe(403);
    expect((await call("PUT", `/invoices/${id}/approve`, {})).status).toBe(200);
    expect((await call("GET", `/invoices/${id}`)).record["status"]).toBe("NOT_SENT");
    expect((await call("PUT", `/invoices/${id}/send`)).status).toBe(200);
    for (const action of ["unfinished", "invalidate", "approve"])
      expect((await call("PUT", `/invoices/${id}/${action}`, {})).status).toBe(403);
  });

  it("is APPROVED rather than NOT_SENT when nothing is sent", async () => {
    const id = (await post()).record["id"];
    await call("PUT", `/invoices/${id}/approve`, {});
    expect((await call("GET", `/invoices/${id}`)).record["status"]).toBe("APPROVED");
  });

  it("is replaced only with its version, and gets a new receipt when amounts change", async () => {
    const invoice = (await post()).record;
    const path = `/invoices/${invoice["id"]}`;
    const { version, ...without } = invoice;
    expect(faults(await call("PUT", path, without))).toEqual([["version", "NOT_NULL"]]);
    const same = (await call("PUT", path, { ...invoice, additionalInformation: "uusi" })).record;
    expect(same["ledgerReceiptId"]).toBe(invoice["ledgerReceiptId"]);
    expect(String(same["version"]) > String(version)).toBe(true);
    expect((await call("PUT", path, invoice)).status).toBe(400);
    const rows = recordsAt(same, "invoiceRows").map((row) => ({ ...row, quantity: 3 }));
    expect((await call("PUT", path, { ...same, invoiceRows: rows })).record["ledgerReceiptId"]).not.toBe(
      invoice["ledgerReceiptId"],
    );
  });

  it("is found by status, time of change and keyset, in pages of at most 200", async () => {
    for (const query of ["size=201", "size=0", "page=x", "versionStartDate=yesterday"])
      expect((await call("GET", `/invoices?${query}`)).status).toBe(400);
    const first = await call("GET", "/invoices?orderById=ASC&size=3");
    expect(first.record["meta"]).toMatchObject({ pageSize: 3, resultCount: 3 });
    const last = results(first)[2]?.["id"];
    const second = results(await call("GET", `/invoices?orderById=ASC&size=3&previousId=${last}`));
    expect(second.every((row) => Number(row["id"]) > Number(last))).toBe(true);
    const newest = results(await call("GET", "/invoices?size=1"))[0] as JsonRecord;
    const since = results(await call("GET", `/invoices?versionStartDate=${newest["version"]}&size=200`));
    expect(since.map((row) => row["id"])).toContain(newest["id"]);
  });

  it("is read with others by comma-separated ids, as an array", async () => {
    const [one, other] = results(await call("GET", "/invoices?size=2"));
    expect(
      (await call("GET", `/invoices/${one?.["id"]},${other?.["id"]},99`)).list.map((invoice) => invoice["id"]),
    ).toEqual([one?.["id"], other?.["id"]]);
    expect((await call("GET", `/invoices/${one?.["id"]}`)).record["id"]).toBe(one?.["id"]);
    expect((await call("GET", "/invoices/99")).status).toBe(404);
  });
});

describe("Procountor: registers", () => {
  it("searches partners by number in the query and by name and business ID in headers", async () => {
    const known = sandbox.state.severa.customers[0];
    const id = businessIdOf(String(known?.vatNumber));
    expect(results(await call("GET", `/businesspartners?customerNumber=${known?.number}`))).toHaveLength(1);
    expect(results(await call("GET", "/businesspartners", undefined, { identifier: id }))).toHaveLength(1);
    expect((await call("GET", `/businesspartners?identifier=${id}`)).status).toBe(400);
    expect((await call("GET", "/businesspartners?name=x")).status).toBe(400);
  });

  it("hides inactive partners unless they are asked for, and patches with the version", async () => {
    const partner = (
      await call("POST", "/businesspartners", {
        name: "Testi Oy",
        type: "CUSTOMER",
        address: { name: "Testi Oy", country: "FINLAND" },
        invoicingInfo: { customerNumber: "T-1" },
        paymentInfo: { paymentMethod: "BANK_TRANSFER" },
        registryInfo: { active: false },
      })
    ).record;
    expect(results(await call("GET", "/businesspartners?customerNumber=T-1"))).toHaveLength(0);
    expect(results(await call("GET", "/businesspartners?customerNumber=T-1&active=false"))).toHaveLength(1);
    expect((await call("PATCH", `/businesspartners/${partner["id"]}`, { name: "Toinen Oy" })).status).toBe(400);
    const patched = await call("PATCH", `/businesspartners/${partner["id"]}`, {
      name: "Toinen Oy",
      version: String(partner["version"]),
    });
    expect([patched.status, patched.record]).toEqual([200, {}]);
    expect((await call("GET", `/businesspartners/${partner["id"]}`)).record["name"]).toBe("Toinen Oy");
  });

  it("leaves travel products out of a list without type", async () => {
    const codes = async (query: string) =>
      results(await call("GET", `/products?size=200${query}`)).map((product) => product["code"]);
    expect(await codes("")).not.toContain("9002");
    expect(await codes("&type=TRAVEL")).toContain("9002");
    expect(results(await call("GET", "/products?type=TRAVEL&size=1"))[0]).toMatchObject({
      type: "TRAVEL",
      startDate: "2026-01-01",
    });
  });

  it("creates a product and refuses one without price", async () => {
    const product = {
      type: "SALES",
      name: "Uusi",
      code: "U-1",
      unit: "PIECE",
      discount: 0,
      price: 10,
      vat: 25.5,
      active: true,
      currency: "EUR",
    };
    expect((await call("POST", "/products", product)).status).toBe(200);
    const { price: _, ...without } = product;
    expect(faults(await call("POST", "/products", without))).toEqual([["price", "NOT_NULL"]]);
  });

  it("gives e-mail addresses of persons only one by one", async () => {
    const row = results(await call("GET", "/persons"))[0] as JsonRecord;
    expect(recordAt(row, "registryInfo")).not.toHaveProperty("email");
    expect(recordAt((await call("GET", `/persons/${row["id"]}`)).record, "registryInfo")).toHaveProperty("email");
  });

  it("closes and opens dimension items with a status", async () => {
    const dimension = (await call("GET", "/dimensions?name=kustannus")).list[0] as JsonRecord;
    const path = `/dimensions/${dimension["id"]}/items`;
    const item = (await call("POST", path, { codeName: "900", description: "Uusi" })).record;
    expect((await call("PUT", path, { ...item, status: "P" })).record["status"]).toBe("P");
    expect((await call("PUT", path, item)).record).not.toHaveProperty("status");
    expect((await call("PUT", path, { codeName: "900" })).status).toBe(400);
    expect((await call("PUT", path, { id: 1, codeName: "900" })).status).toBe(404);
  });
});

describe("Procountor: dimensions of a receipt", () => {
  it("must add up to the entry, with open items of the register", async () => {
    const invoice = (await post()).record;
    const receipt = (await call("GET", `/ledgerreceipts/${invoice["ledgerReceiptId"]}`)).record;
    const entry = recordsAt(receipt, "transactions")[0] as JsonRecord;
    const dimension = (await call("GET", "/dimensions")).list[0] as JsonRecord;
    const [one, two] = recordsAt(dimension, "items");
    const path = `/ledgerreceipts/${receipt["id"]}/transactions/${entry["id"]}/dimensions`;
    const put = (...values: readonly (readonly [Json | undefined, number])[]) =>
      call("PUT", path, {
        dimensionItemValues: values.map(([itemId, value]) => ({
          dimensionId: dimension["id"] ?? null,
          itemId: itemId ?? null,
          value,
        })),
      });
    expect((await put([one?.["id"], -862.5])).status).toBe(200);
    expect((await put([one?.["id"], -800], [two?.["id"], -62.5])).status).toBe(200);
    expect(faults(await put([one?.["id"], -800]))[0]?.[1]).toMatch(/add up/);
    expect(faults(await put([1, -862.5]))[0]?.[1]).toBe(
      "DIMENSION_OR_DIMENSION_ITEM_IDENTIFIERS_DOES_NOT_MATCH_THOSE_STORED_IN_DATABASE",
    );
    expect((await put([one?.["id"], -462.5], [one?.["id"], -400])).status).toBe(400);
    expect((await put()).status).toBe(200);
  });

  it("are on the receipts of the seeded purchase invoices, most of them", async () => {
    const found = results(
      await call("GET", "/invoices?types=PURCHASE_INVOICE&status=APPROVED,PAID,MARKED_PAID&orderById=ASC"),
    );
    expect(found.length).toBeGreaterThan(1);
    const invoice = (await call("GET", `/invoices/${found[0]?.["id"]}`)).record;
    const receipt = (await call("GET", `/ledgerreceipts/${invoice["ledgerReceiptId"]}`)).record;
    const entries = recordsAt(receipt, "transactions").filter((entry) => entry["transactionType"] === "ENTRY");
    expect(entries).toHaveLength(recordsAt(invoice, "invoiceRows").length);
    expect(entries.every((entry) => recordsAt(entry, "dimensionItemValues").length === 1)).toBe(true);
  });
});

describe("Procountor: attachments", () => {
  const attach = async (meta: JsonRecord, bytes: Uint8Array<ArrayBuffer>, metaType = "application/json") => {
    const form = new FormData();
    form.append("meta", new Blob([JSON.stringify(meta)], { type: metaType }));
    form.append("file", new Blob([bytes]), String(meta["name"]));
    const token = String((await procountorToken(sandbox)).record["access_token"]);
    return fetch(`${sandbox.procountor.baseUrl}/attachments`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: form,
    });
  };

  it("are stored up to 10,000,000 bytes and come back as multipart/mixed", async () => {
    const id = Number((await post()).record["id"]);
    const meta = { name: "lasku.pdf", referenceType: "INVOICE", referenceId: id, sendWithInvoice: true };
    const stored = (await (await attach(meta, new Uint8Array([1, 2, 3]))).json()) as JsonRecord;
    expect(stored).toMatchObject({ name: "lasku.pdf", mimeType: "application/pdf" });
    const read = await call("GET", `/attachments/${stored["id"]}`);
    expect(read.headers.get("content-type")).toMatch(/^multipart\/mixed; boundary=/);
    expect(recordsAt((await call("GET", `/invoices/${id}`)).record, "attachments")).toHaveLength(1);
    expect((await attach(meta, new Uint8Array(10_000_000))).status).toBe(200);
    expect((await attach(meta, new Uint8Array(10_000_001))).status).toBe(400);
    expect((await attach(meta, new Uint8Array(1), "text/plain")).status).toBe(400);
    expect(sandbox.audit().duplicates).toContainEqual({ kind: "attachments", key: `${id}/lasku.pdf`, count: 2 });
  });

  it("go with the invoice only on sales, and not after it has been sent", async () => {
    const purchase = results(await call("GET", "/invoices?types=PURCHASE_INVOICE"))[0] as JsonRecord;
    const meta = {
      name: "a.pdf",
      referenceType: "INVOICE",
      referenceId: Number(purchase["id"]),
      sendWithInvoice: true,
    };
    expect((await attach(meta, new Uint8Array(1))).status).toBe(400);
    expect((await attach({ ...meta, sendWithInvoice: false }, new Uint8Array(1))).status).toBe(200);
    const id = Number((await post({ invoiceChannel: "MAIL" })).record["id"]);
    await call("PUT", `/invoices/${id}/approve`, {});
    await call("PUT", `/invoices/${id}/send`);
    expect((await attach({ ...meta, referenceId: id }, new Uint8Array(1))).status).toBe(403);
  });
});

describe("Procountor: travel invoices", () => {
  it("need a traveller from the register of persons", async () => {
    const person = results(await call("GET", "/persons"))[0] as JsonRecord;
    const travel = {
      type: "TRAVEL_INVOICE",
      vatStatus: undefined,
      language: undefined,
      "paymentInfo.bankAccount": undefined,
      originalInvoiceNumber: "501",
      travelInformationItems: [{ departure: "Helsinki", arrival: "Oulu", purpose: "Asiakas" }],
    };
    expect(faults(await post(travel))).toEqual([["partnerId", "The traveller is not in the register of persons"]]);
    const made = await post({ ...travel, partnerId: person["id"] });
    expect(made.status).toBe(200);
    expect((await call("PUT", `/invoices/${made.record["id"]}/sendToCirculation`)).status).toBe(200);
    expect((await call("GET", `/invoices/${made.record["id"]}`)).record["status"]).toBe("RECEIVED");
  });
});

describe("Procountor: the company", () => {
  it("has its old years closed and the present one open", async () => {
    const years = recordsAt((await call("GET", "/fiscalyears")).record, "fiscalYears");
    expect(years.map((year) => [String(year["startDate"]).slice(0, 4), year["isOpen"]])).toEqual([
      ["2027", true],
      ["2026", true],
      ["2025", false],
      ["2024", false],
    ]);
    expect(recordsAt(years[3] ?? {}, "trackingPeriods")[0]?.["status"]).toBe("CLOSED");
  });

  it("answers the connection test and the session", async () => {
    expect((await call("GET", "/status")).record["status"]).toBe("OK");
    expect((await call("GET", "/sessioninfo")).record["country"]).toBe("FINLAND");
    expect((await call("GET", "/nothing")).status).toBe(404);
  });
});
