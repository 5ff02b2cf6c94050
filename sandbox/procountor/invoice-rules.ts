import { isFinnishBusinessId, isIban, isReferenceNumber, isSwedishOrganisationNumber } from "../seed/identity.ts";
import { type JsonRecord, numberAt, recordAt, recordsAt, textAt } from "../server/json.ts";
import { type Books, vatPercents, vatStatuses } from "./books.ts";
import { type FieldError, invalid } from "./errors.ts";
import { daysBetween, isDay } from "./time.ts";
import { faults } from "./validate.ts";

const salesTypes = new Set(["SALES_INVOICE", "SALES_ORDER"]);
export const travelTypes = new Set(["TRAVEL_INVOICE", "BILL_OF_CHARGES"]);

/** Every fault of an invoice that is to be stored. */
export function invoiceFaults(books: Books, invoice: JsonRecord): readonly FieldError[] {
  const shape = faults("Invoice", invoice);
  if (shape.length > 0) return shape;
  return [
    ...headFaults(books, invoice),
    ...partyFaults(invoice),
    ...channelFaults(invoice),
    ...paymentFaults(books, invoice),
    ...rowFaults(invoice),
    ...linkFaults(books, invoice),
  ];
}

function headFaults(books: Books, invoice: JsonRecord): readonly FieldError[] {
  const errors: FieldError[] = [];
  const type = textAt(invoice, "type") ?? "";
  const date = textAt(invoice, "date") ?? "";
  if (type === "PERIODIC_TAX_RETURN") errors.push(invalid("type", "PERIODIC_TAX_RETURN cannot be created"));
  if (!books.isOpen(date)) errors.push(invalid("date", "CLOSED_FISCAL_PERIOD"));
  if (salesTypes.has(type) && textAt(invoice, "language") === undefined) errors.push(invalid("language", "NOT_NULL"));
  if (salesTypes.has(type) && invoice["deliveryMethod"] === "OTHER")
    errors.push(invalid("deliveryMethod", "OTHER is not allowed on sales invoices"));
  if (!travelTypes.has(type) && numberAt(invoice, "vatStatus") === undefined)
    errors.push(invalid("vatStatus", "NOT_NULL"));
  if (decimals(numberAt(invoice, "penaltyPercent")) > 2) errors.push(invalid("penaltyPercent", "At most 2 decimals"));
  if (decimals(numberAt(invoice, "discountPercent")) > 4) errors.push(invalid("discountPercent", "At most 4 decimals"));
  return errors;
}

function decimals(value: number | undefined): number {
  return value === undefined ? 0 : (String(value).split(".")[1]?.length ?? 0);
}

function partyFaults(invoice: JsonRecord): readonly FieldError[] {
  const errors: FieldError[] = [];
  const party = recordAt(invoice, "counterParty");
  const country = textAt(recordAt(party, "counterPartyAddress"), "country");
  const identifier = textAt(party, "identifier");
  if (identifier !== undefined && !isIdentifier(identifier, country))
    errors.push(invalid("counterParty.identifier", "ERROR_BRN_CODE"));
  const bcc = Array.isArray(party["bccAddresses"]) ? (party["bccAddresses"] as readonly unknown[]) : [];
  if (bcc.length > 4) errors.push(invalid("counterParty.bccAddresses", "At most 4 addresses"));
  if (bcc.includes(party["email"])) errors.push(invalid("counterParty.bccAddresses", "Not the same as email"));
  const edi = textAt(recordAt(party, "einvoiceAddress"), "ediId");
  if (edi !== undefined && country !== undefined && country !== "FINLAND")
    errors.push(invalid("counterParty.einvoiceAddress.ediId", "OVT_NOT_ALLOWED"));
  else if (edi !== undefined && !/^0037\d{8,13}$/.test(edi))
    errors.push(invalid("counterParty.einvoiceAddress.ediId", "INVALID_OVT"));
  const delivery = recordAt(invoice, "deliveryAddress");
  if (Object.keys(delivery).length > 0 && textAt(delivery, "country") === undefined)
    errors.push(invalid("deliveryAddress.country", "deliveryAddress.country cannot be blank"));
  return errors;
}

/** A business ID of the country, or a Finnish personal identity code. */
export function isIdentifier(text: string, country: string | undefined): boolean {
  if (/^\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]$/.test(text)) return true;
  if (country === undefined) return isFinnishBusinessId(text) || isSwedishOrganisationNumber(text);
  if (country === "FINLAND") return isFinnishBusinessId(text);
  return country === "SWEDEN" ? isSwedishOrganisationNumber(text) : text.trim() !== "";
}

function channelFaults(invoice: JsonRecord): readonly FieldError[] {
  const channel = textAt(invoice, "invoiceChannel");
  const party = recordAt(invoice, "counterParty");
  const address = recordAt(party, "counterPartyAddress");
  if (!salesTypes.has(textAt(invoice, "type") ?? "")) return [];
  if (channel === "EDIFACT" || channel === "PAPER_INVOICE")
    return [invalid("invoiceChannel", `${channel} is not allowed`)];
  if (channel === "EMAIL")
    return (textAt(party, "email") ?? "").includes("@") ? [] : [invalid("counterParty.email", "NOT_BLANK")];
  if (channel === "MAIL") return addressFaults(address, "counterParty.counterPartyAddress");
  if (channel !== "ELECTRONIC_INVOICE") return [];
  const electronic = recordAt(party, "einvoiceAddress");
  const missing = ["address", "operator"].filter((name) => (textAt(electronic, name) ?? "").trim() === "");
  const billing = invoice["billingAddress"] === undefined ? address : recordAt(invoice, "billingAddress");
  return [
    ...missing.map((name) => invalid(`counterParty.einvoiceAddress.${name}`, "NOT_BLANK")),
    ...addressFaults(address, "counterParty.counterPartyAddress"),
    ...(billing === address ? [] : addressFaults(billing, "billingAddress")),
  ];
}

function addressFaults(address: JsonRecord, path: string): readonly FieldError[] {
  return ["street", "zip", "city"]
    .filter((name) => (textAt(address, name) ?? "").trim() === "")
    .map((name) => invalid(`${path}.${name}`, "NOT_BLANK"));
}

function paymentFaults(books: Books, invoice: JsonRecord): readonly FieldError[] {
  const errors: FieldError[] = [];
  const payment = recordAt(invoice, "paymentInfo");
  const days = daysBetween(textAt(invoice, "date") ?? "", textAt(payment, "dueDate") ?? "");
  if (days < 0) errors.push(invalid(undefined, "DUE_DATE_BEFORE_BILL_DATE"));
  if (days > 999)
    errors.push(invalid("paymentInfo.dueDate", "The due date is more than 999 days after the invoice date"));
  const account = textAt(recordAt(payment, "bankAccount"), "accountNumber");
  const sales = salesTypes.has(textAt(invoice, "type") ?? "");
  const own = books.bankAccounts.all().some((entry) => entry.record["iban"] === account);
  if (account !== undefined && (!isIban(account) || (sales && !own)))
    errors.push(invalid("paymentInfo.bankAccount.accountNumber", "INVALID_BANK_ACCOUNT"));
  if (sales && account === undefined && payment["paymentMethod"] === "BANK_TRANSFER")
    errors.push(invalid("paymentInfo.bankAccount", "NOT_NULL"));
  const reference = textAt(payment, "bankReferenceCode");
  if (reference !== undefined && reference !== "" && !isReferenceNumber(reference) && !reference.startsWith("RF"))
    errors.push(invalid("paymentInfo.bankReferenceCode", "INVALID_REFERENCE_CODE"));
  const kind = textAt(payment, "bankReferenceCodeType");
  if (kind !== undefined && kind !== "FI" && kind !== "RF")
    errors.push(invalid("paymentInfo.bankReferenceCodeType", "Not allowed in the country of the company"));
  if (payment["currency"] === "EUR" && numberAt(payment, "currencyRate") !== 1)
    errors.push(invalid("paymentInfo.currencyRate", "The rate of the home currency is 1"));
  return errors;
}

function rowFaults(invoice: JsonRecord): readonly FieldError[] {
  const rows = recordsAt(invoice, "invoiceRows");
  if (rows.length === 0) return [invalid("invoiceRows", "NOT_EMPTY")];
  const errors: FieldError[] = [];
  const foreign = textAt(invoice, "vatCountry") !== undefined;
  rows.forEach((row, index) => {
    const at = `invoiceRows[${index}]`;
    if ((textAt(row, "product") ?? "").length > 100)
      errors.push(invalid(`${at}.product`, "SIZE_MUST_BE_BETWEEN_0_AND_100"));
    if ((textAt(row, "productCode") ?? "").length > 40)
      errors.push(invalid(`${at}.productCode`, "SIZE_MUST_BE_BETWEEN_0_AND_40"));
    const percent = numberAt(row, "vatPercent") ?? 0;
    if (!foreign && !vatPercents.includes(percent)) errors.push(invalid(`${at}.vatPercent`, "INVALID_VAT_PERCENT"));
    const status = numberAt(row, "vatStatus") ?? numberAt(invoice, "vatStatus") ?? 1;
    if (!vatStatuses.some((entry) => entry["vatStatus"] === status) || (status !== 1 && percent !== 0))
      errors.push(invalid(`${at}.vatStatus`, "ERROR_VATSTATUS_VATPERC"));
    for (const name of ["startDate", "endDate"]) {
      const day = textAt(row, name);
      if (day !== undefined && !isDay(day)) errors.push(invalid(`${at}.${name}`, "INVALID_DATE"));
    }
  });
  return errors;
}

function linkFaults(books: Books, invoice: JsonRecord): readonly FieldError[] {
  const errors: FieldError[] = [];
  const type = textAt(invoice, "type") ?? "";
  const partner = numberAt(invoice, "partnerId");
  if (partner !== undefined && books.partners.get(partner) === undefined && books.persons.get(partner) === undefined)
    errors.push(invalid("partnerId", "PARTNER_NOT_FOUND"));
  if (travelTypes.has(type)) {
    const person = partner === undefined ? undefined : books.persons.get(partner)?.record;
    if (person === undefined) errors.push(invalid("partnerId", "The traveller is not in the register of persons"));
    else if (
      textAt(recordAt(person, "paymentInfo"), "accountNumber") === undefined ||
      textAt(recordAt(person, "invoicingInfo"), "identifier") === undefined
    )
      errors.push(invalid("partnerId", "The traveller has no bank account or no identity number"));
  }
  recordsAt(invoice, "invoiceRows").forEach((row, index) => {
    const product = numberAt(row, "productId");
    if (product !== undefined && books.products.get(product) === undefined)
      errors.push(invalid(`invoiceRows[${index}].productId`, "PRODUCT_NOT_FOUND"));
  });
  return errors;
}
