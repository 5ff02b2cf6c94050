import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type Json, type JsonRecord, recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, ibanOf, procountor, results, type Seen, salesInvoice } from "../client.ts";

let sandbox: Sandbox;
let call: Call;
let iban = "";

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
  iban = await ibanOf(call);
});
afterAll(() => sandbox.close());

const faults = (answer: Seen) => recordsAt(answer.record, "errors").map((error) => [error["field"], error["message"]]);
const post = (change: Readonly<Record<string, Json | undefined>> = {}) =>
  call("POST", "/invoices", salesInvoice(iban, change));

const long = "x".repeat(101);
it.each<[string, Record<string, Json | undefined>, string | undefined, string | RegExp]>([
  [
    "no name",
    { "counterParty.counterPartyAddress.name": undefined },
    "counterParty.counterPartyAddress.name",
    "NOT_NULL",
  ],
  ["an order reference over 70", { orderReference: "x".repeat(71) }, "orderReference", "SIZE_MUST_BE_BETWEEN_0_AND_70"],
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
])("a sales invoice is refused for %s", async (_, change, field, message) => {
  const before = sandbox.audit().invoices.total;
  const answer = await post(change);
  expect(answer.status).toBe(400);
  expect(faults(answer)).toContainEqual([
    field,
    typeof message === "string" ? message : expect.stringMatching(message),
  ]);
  expect(sandbox.audit().invoices.total).toBe(before);
});

it("travel invoices need a traveller from the register of persons", async () => {
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
