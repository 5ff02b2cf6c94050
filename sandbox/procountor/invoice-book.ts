import { referenceNumber } from "../seed/identity.ts";
import { type JsonRecord, numberAt, recordAt, recordsAt, textAt } from "../server/json.ts";
import { type Books, indexed } from "./books.ts";
import type { Stored } from "./store.ts";

const salesTypes = new Set(["SALES_INVOICE", "SALES_ORDER"]);

/** Stores an invoice as UNFINISHED, numbers it and makes its ledger receipt. */
export function storeInvoice(
  books: Books,
  body: JsonRecord,
  now: number,
  options: { readonly made: boolean; readonly visible?: number; readonly status?: string },
): Stored {
  const invoiceNumber = books.nextInvoiceNumber();
  const payment = recordAt(body, "paymentInfo");
  const generated =
    payment["bankReferenceCode"] === ""
      ? { bankReferenceCode: referenceNumber(String(invoiceNumber)), bankReferenceCodeType: "FI" }
      : {};
  const { invoiceSumInfo: _, attachments: __, ledgerReceiptId: ___, paymentDate: ____, ...kept } = body;
  const status = options.status ?? "UNFINISHED";
  const head: JsonRecord = {
    ...kept,
    status,
    invoiceNumber,
    paymentInfo: { ...payment, ...generated },
    invoiceRows: numberedRows(books, body),
    creatorId: 7001,
    attachments: [],
  };
  const receipt = books.receipts.add(receiptOf(books, head), now, { ...options, visible: options.visible ?? 0 });
  const stored = books.invoices.add({ ...head, ledgerReceiptId: receipt.id, invoiceSumInfo: sums(head) }, now, {
    made: options.made,
    visible: options.visible ?? 0,
  });
  books.receipts.replace(receipt, { ...receipt.record, invoiceId: stored.id }, now);
  const original = textAt(body, "originalInvoiceNumber");
  if (original !== undefined) indexed(books.byOriginalNumber, original, stored);
  return stored;
}

/** Replaces an invoice that may be changed; the ledger receipt is made anew, with a new id, when amounts change. */
export function replaceInvoice(books: Books, stored: Stored, body: JsonRecord, now: number): void {
  const before = stored.record;
  const kept = {
    invoiceNumber: before["invoiceNumber"],
    status: before["status"],
    partnerId: before["partnerId"],
    creatorId: before["creatorId"],
    attachments: before["attachments"] ?? [],
  };
  const head: JsonRecord = { ...body, ...kept, invoiceRows: numberedRows(books, body) };
  const amounts = (invoice: JsonRecord) =>
    JSON.stringify([
      recordsAt(invoice, "invoiceRows").map((row) => [
        row["quantity"],
        row["unitPrice"],
        row["discountPercent"],
        row["vatPercent"],
        row["productId"],
      ]),
      invoice["discountPercent"],
      recordAt(invoice, "paymentInfo")["currency"],
      invoice["extraInfo"],
    ]);
  let receiptId = before["ledgerReceiptId"];
  if (amounts(before) !== amounts(head))
    receiptId = books.receipts.add({ ...receiptOf(books, head), invoiceId: stored.id }, now, { made: stored.made }).id;
  const oldNumber = textAt(before, "originalInvoiceNumber");
  const newNumber = textAt(body, "originalInvoiceNumber");
  books.invoices.replace(stored, { ...head, ledgerReceiptId: receiptId, invoiceSumInfo: sums(head) }, now);
  if (oldNumber === newNumber) return;
  if (oldNumber !== undefined)
    books.byOriginalNumber.set(
      oldNumber,
      (books.byOriginalNumber.get(oldNumber) ?? []).filter((entry) => entry !== stored),
    );
  if (newNumber !== undefined) indexed(books.byOriginalNumber, newNumber, stored);
}

export function setStatus(books: Books, stored: Stored, status: string, now: number): void {
  books.invoices.replace(stored, { ...stored.record, status }, now);
  const receipt = books.receipts.get(numberAt(stored.record, "ledgerReceiptId") ?? 0);
  if (receipt !== undefined) books.receipts.replace(receipt, { ...receipt.record, status }, now);
}

function numberedRows(books: Books, invoice: JsonRecord): readonly JsonRecord[] {
  return recordsAt(invoice, "invoiceRows").map((row) => ({ ...row, id: numberAt(row, "id") ?? books.nextRowId() }));
}

/** Net of a row in the currency of the invoice, in cents. */
function rowCents(invoice: JsonRecord, row: JsonRecord): { readonly net: number; readonly vat: number } {
  const percent = numberAt(row, "vatPercent") ?? 0;
  const discount =
    (1 - (numberAt(row, "discountPercent") ?? 0) / 100) * (1 - (numberAt(invoice, "discountPercent") ?? 0) / 100);
  const given = (numberAt(row, "quantity") ?? 0) * (numberAt(row, "unitPrice") ?? 0) * discount * 100;
  const net = round(
    recordAt(invoice, "extraInfo")["unitPricesIncludeVat"] === true ? given / (1 + percent / 100) : given,
  );
  return { net, vat: round((net * percent) / 100) };
}

function round(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value) + 1e-7) || 0;
}

function sums(invoice: JsonRecord): readonly JsonRecord[] {
  let [net, vat] = [0, 0];
  for (const row of recordsAt(invoice, "invoiceRows")) {
    const cents = rowCents(invoice, row);
    net += cents.net;
    vat += cents.vat;
  }
  const payment = recordAt(invoice, "paymentInfo");
  const entry = (currency: unknown, rate: number, own: boolean) => ({
    currency: String(currency),
    inAccountingCurrency: own,
    excludingVatTotal: round(net * rate) / 100,
    vatSumTotal: round(vat * rate) / 100,
    invoiceSumTotal: round((net + vat) * rate) / 100,
  });
  const home = payment["currency"] === "EUR";
  return home
    ? [entry("EUR", 1, true)]
    : [entry(payment["currency"], 1, false), entry("EUR", numberAt(payment, "currencyRate") ?? 1, true)];
}

/** One ENTRY for each row when accounting goes by row, else one for all; they sum to zero with the REVERSING_ENTRY. */
function receiptOf(books: Books, invoice: JsonRecord): JsonRecord {
  const type = textAt(invoice, "type") ?? "";
  const sales = salesTypes.has(type);
  const sign = sales ? -1 : 1;
  const rows = recordsAt(invoice, "invoiceRows");
  const rate = numberAt(recordAt(invoice, "paymentInfo"), "currencyRate") ?? 1;
  const byRow = recordAt(invoice, "extraInfo")["accountingByRow"] === true;
  const cents = rows.map((row) => round(rowCents(invoice, row).net * rate));
  const total = cents.reduce((sum, value) => sum + value, 0);
  const vatType = sales ? "SALES" : "PURCHASE";
  const entry = (account: string, value: number, vatPercent: number, description: string) => ({
    id: books.nextRowId(),
    transactionType: "ENTRY",
    account,
    accountingValue: (sign * value) / 100 || 0,
    vatPercent,
    vatType,
    vatStatus: numberAt(invoice, "vatStatus") ?? 1,
    description,
    dimensionItemValues: [],
  });
  const accountOf = (row: JsonRecord | undefined) => {
    const product = byRow && row !== undefined ? books.products.get(numberAt(row, "productId") ?? 0) : undefined;
    return (product === undefined ? undefined : textAt(product.record, "defaultAccount")) ?? (sales ? "3000" : "4000");
  };
  const entries = byRow
    ? rows.map((row, index) =>
        entry(
          accountOf(row),
          cents[index] ?? 0,
          numberAt(row, "vatPercent") ?? 0,
          (textAt(row, "product") ?? "").slice(0, 255),
        ),
      )
    : [entry(accountOf(undefined), total, numberAt(rows[0] ?? {}, "vatPercent") ?? 0, "")];
  const reversing = {
    id: books.nextRowId(),
    transactionType: "REVERSING_ENTRY",
    account: sales ? "1700" : "2880",
    accountingValue: (-sign * total) / 100 || 0,
    vatPercent: 0,
    dimensionItemValues: [],
  };
  const party = recordAt(recordAt(invoice, "counterParty"), "counterPartyAddress");
  return {
    type,
    status: textAt(invoice, "status") ?? "UNFINISHED",
    name: textAt(party, "name") ?? "",
    receiptDate: textAt(invoice, "date") ?? "",
    vatType,
    vatStatus: numberAt(invoice, "vatStatus") ?? 1,
    invoiceNumber: numberAt(invoice, "invoiceNumber"),
    partnerId: numberAt(invoice, "partnerId"),
    transactions: [...entries, reversing],
    attachments: [],
  };
}
