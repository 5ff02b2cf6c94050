import { expect, it } from "vitest";
import { businessIdOf } from "../../sandbox/procountor/seed-books.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt, textAt } from "../../sandbox/server/json.ts";
import { specificationOf, wordsOf } from "../../sandbox/specification/read-specification.ts";
import { procountor, salesInvoice, severa } from "./client.ts";

const units = wordsOf(specificationOf("procountor"), "UnitCode");
const unitNames: Readonly<Record<string, string>> = {
  h: "HOUR",
  kpl: "PIECE",
  km: "KILOMETER",
  pv: "DAY",
  kk: "MONTH",
  m: "METER",
  m2: "SQUARE_METER",
  hlö: "PERSON",
};

it("is the same for the same seed and another for another", async () => {
  const look = async (seed: number) => {
    const sandbox = await startSandbox({ seed, invoices: 30, quota: false });
    const call = await severa(sandbox);
    const texts = [
      await call("GET", "/v1/invoices?rowCount=100"),
      await call("GET", "/v1/customers"),
      await call("GET", "/v1/users"),
    ].map((answer) => answer.text);
    await sandbox.close();
    return texts.join("\n");
  };
  const first = await look(7);
  expect(await look(7)).toBe(first);
  expect(await look(8)).not.toBe(first);
});

it("is taken by Procountor when carried over plainly, but for the cases that are to be refused", async () => {
  const sandbox = await startSandbox({ seed: 11, invoices: 60, quota: false });
  const [from, to] = [await severa(sandbox), await procountor(sandbox)];
  const iban = String(sandbox.state.procountor.books.bankAccounts.all()[0]?.record["iban"]);
  const refused: unknown[] = [];
  for (const invoice of (await from("GET", "/v1/invoices?rowCount=60")).list) {
    const rows = (await from("GET", `/v1/invoices/${invoice["guid"]}/invoicerows`)).list;
    const answer = await to(
      "POST",
      "/invoices",
      plainly(
        sandbox.state.severa.world.customers.must(String(recordAt(invoice, "customer")["guid"])),
        invoice,
        rows,
        iban,
      ),
    );
    if (answer.status !== 200) refused.push(invoice["number"]);
  }
  // The vendor takes what only the mapping refuses: no business ID, no number, a number that clashes, attachments.
  const byProcountor = [
    "paper invoice without street",
    "order reference over 70 characters",
    "unit that Procountor does not know",
    "closed fiscal period",
    "business ID with a wrong check digit",
    "row text over 100 characters",
    "character outside Windows-1252",
  ];
  const { refusals } = sandbox.state.expected;
  expect(refused).toEqual(refusals.filter((entry) => byProcountor.includes(entry.case)).map((entry) => entry.number));
  expect(refusals.filter((entry) => entry.kind === "invoice")).toHaveLength(13);
  expect(refusals.filter((entry) => entry.kind === "travel")).toHaveLength(2);
  await sandbox.close();
});

function plainly(customer: JsonRecord, invoice: JsonRecord, rows: readonly JsonRecord[], iban: string): JsonRecord {
  const address = recordAt(invoice, "receiverAddress");
  const vat = textAt(invoice, "receiverVatNumber");
  const electronic = textAt(customer, "eInvoiceAddress");
  return salesInvoice(iban, {
    originalInvoiceNumber: String(invoice["number"]),
    date: invoice["date"],
    "paymentInfo.dueDate": invoice["dueDate"],
    orderReference: invoice["orderNumber"] ?? undefined,
    additionalInformation: textAt(recordAt(invoice, "freeText2"), "plainText"),
    "counterParty.identifier": vat === undefined ? undefined : businessIdOf(vat),
    "counterParty.counterPartyAddress": {
      name: invoice["receiverCustomerName"],
      street: address["addressline"],
      zip: address["postalCode"],
      city: address["city"],
      country: String(address["country"]).toUpperCase(),
    },
    "counterParty.einvoiceAddress":
      electronic === undefined ? undefined : { address: electronic, operator: customer["eInvoiceOperator"] },
    invoiceChannel: electronic === undefined ? "MAIL" : "ELECTRONIC_INVOICE",
    invoiceRows: rows.map((row) => {
      const unit = String(row["measurementUnit"]);
      const name = unitNames[unit] ?? unit;
      return {
        product: row["description"],
        quantity: row["quantity"],
        unit: units.has(name) ? name : unit,
        unitPrice: recordAt(row, "unitPrice")["amount"],
        discountPercent: 0,
        vatPercent: row["vatRate"],
      };
    }),
  });
}
