import { Environment } from "@marcbachmann/cel-js";

// CEL has no joining, rounding, blank texts or absent map entries. The functions below and the removal of nulls are
// JavaScript, which flatters it; paths, conditions, look-ups and the shape are CEL's.

const text = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value : null);

function limited(value: unknown, limit: bigint): string | null {
  if (typeof value !== "string") return null;
  if ([...value].length > Number(limit)) throw new Error("text-too-long");
  return value;
}

function joined(separator: string, parts: readonly unknown[]): string | null {
  const written = parts.filter((part) => text(part) !== null);
  return written.length === 0 ? null : written.join(separator);
}

const half = (value: unknown): number => Math.floor(Number(value) * 100 + 0.5) / 100;

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
  .registerFunction("text(dyn): dyn", text)
  .registerFunction("limited(dyn, int): dyn", limited)
  .registerFunction("joined(string, list): dyn", joined)
  .registerFunction("half(dyn): double", half)
  .registerFunction("either(dyn, dyn): dyn", (a: unknown, b: unknown) => a ?? b)
  .registerFunction("within(dyn): bool", (value: unknown) => value === null || [...String(value)].length <= 28)
  .registerFunction(
    "days(string, string): double",
    (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000,
  )
  .registerFunction("times(dyn, dyn): double", (a: unknown, b: unknown) => Number(a) * Number(b))
  .registerFunction("net(dyn, dyn, dyn): double", (quantity: unknown, price: unknown, discount: unknown) =>
    half((Number(quantity) * Number(price) * (100 - Number(discount))) / 100),
  );

const ADDRESS = (from: string): string => `{
  "name": limited(text(i.customer.name), 80), "street": limited(text(i.${from}.street), 80),
  "zip": limited(text(i.${from}.postalCode), 20), "city": limited(text(i.${from}.city), 40),
  "country": countries[i.${from}.country] }`;

const program = environment.parse(`{
  "type": "SALES_INVOICE", "status": "UNFINISHED", "originalNumber": string(i.number), "date": i.date,
  "counterParty": {
    "contact": limited(within(joined("/", [i.senderContact, i.receiverContact]))
      ? joined("/", [i.senderContact, i.receiverContact]) : either(text(i.receiverContact), text(i.senderContact)), 28),
    "identifier": text(i.customer.vatNumber), "number": string(i.customer.number),
    "email": channel == "EMAIL" ? emailTo : null,
    "address": ${ADDRESS("billing")} },
  "electronic": channel == "ELECTRONIC_INVOICE"
    ? { "address": i.customer.eInvoiceAddress, "operator": text(i.customer.eInvoiceOperator) } : dyn(null),
  "delivery": ${ADDRESS("delivery")},
  "orderReference": limited(text(i.orderNumber), 70),
  "information": limited(joined("\\n", [i.ourReference, i.yourReference, i.notes, i.freeText1, i.freeText2]), 10000),
  "payment": { "method": "BANK_TRANSFER", "currency": i.currency, "dueDate": i.dueDate, "account": settings.account },
  "penaltyPercent": half(i.interest),
  "language": languages[i.language],
  "channel": channel,
  "rows": i.rows.map(r, {
    "code": text(r.code) != null ? r.code : r.kind == "WORK" ? settings.work : r.kind == "PRODUCT" ? settings.products : settings.travel,
    "product": limited(r.description, 100), "quantity": r.quantity, "unit": units[r.unit],
    "unitPrice": half(r.unitPrice), "discountPercent": r.discount == null ? 0.0 : r.discount,
    "net": net(r.quantity, r.unitPrice, r.discount == null ? 0.0 : r.discount), "vatPercent": r.vat,
    "dimensions": [
      r.project != null ? { "dimension": "PROJECT", "item": r.project.code } : dyn(null),
      text(r.costCentre) != null ? { "dimension": "COST_CENTRE", "item": r.costCentre } : dyn(null) ] })
}`);

const first = environment.parse(`{
  "emailTo": either(text(i.receiverEmail), text(i.customer.email)),
  "refused": days(i.date, i.dueDate) < 0.0 || days(i.date, i.dueDate) > 999.0 }`);
const decision = environment.parse(
  `text(i.customer.eInvoiceAddress) != null ? "ELECTRONIC_INVOICE" : settings.email && emailTo != null ? "EMAIL" : "MAIL"`,
);

const TABLES = {
  countries: { FI: "FINLAND", SE: "SWEDEN", EE: "ESTONIA" },
  languages: { fi: "FINNISH", sv: "SWEDISH", en: "ENGLISH" },
  units: { h: "HOUR", kpl: "PIECE", km: "KILOMETER", pv: "DAY" },
};

export function mappedByCel(i: unknown, settings: unknown): unknown {
  const { emailTo, refused } = first({ i, settings }) as { emailTo: string | null; refused: boolean };
  const channel = decision({ i, settings, emailTo });
  if (refused) throw new Error("payment-term-outside");
  return withoutNulls(program({ i, settings, emailTo, channel, ...TABLES }));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== null).map(withoutNulls);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const record: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const kept = inner === null ? undefined : withoutNulls(inner);
    if (kept !== undefined) record[key] = kept;
  }
  return record;
}
