/**
 * What a careful programmer would write instead of the mapping: the same output, the same limits and required fields, the
 * same refusals, blank texts as absent, and decimals that are exact, rounded half away from zero.
 */

/** A record as JSON gives it. The hand-written code trusts the schema, as hand-written code does. */
// biome-ignore lint/suspicious/noExplicitAny: this is the plain JavaScript that the mapping is compared with
type Json = any;

export interface Settings {
  readonly email: boolean;
  readonly account: string;
  readonly work: string;
  readonly products: string;
  readonly travel: string;
}

class Refused extends Error {}

const LANGUAGES: Json = { fi: "FINNISH", sv: "SWEDISH", en: "ENGLISH" };
const COUNTRIES: Json = { FI: "FINLAND", SE: "SWEDEN", EE: "ESTONIA" };
const UNITS: Json = { h: "HOUR", kpl: "PIECE", km: "KILOMETER", pv: "DAY" };
const DAY_MS = 86_400_000;

export function mappedByHand(invoice: Json, settings: Settings): Json {
  const { customer } = invoice;
  const emailTo = text(invoice.receiverEmail) ?? text(customer.email);
  const channel = text(customer.eInvoiceAddress) ? "ELECTRONIC_INVOICE" : settings.email && emailTo ? "EMAIL" : "MAIL";
  const street = text(invoice.billing?.street);
  if (channel === "MAIL" && !street) throw new Refused("street-missing");
  const days = (Date.parse(invoice.dueDate) - Date.parse(invoice.date)) / DAY_MS;
  if (days < 0 || days > 999) throw new Refused("payment-term-outside");
  const result: Json = {
    type: "SALES_INVOICE",
    status: "UNFINISHED",
    originalNumber: String(invoice.number),
    date: invoice.date,
    counterParty: counterPartyOf(invoice, channel, emailTo),
  };
  if (channel === "ELECTRONIC_INVOICE") {
    const electronic: Json = { address: customer.eInvoiceAddress };
    put(electronic, "operator", text(customer.eInvoiceOperator));
    result.electronic = electronic;
  }
  const delivery = addressOf(customer.name, invoice.delivery);
  if (delivery !== undefined) result.delivery = delivery;
  put(result, "orderReference", limited(text(invoice.orderNumber), 70));
  const { ourReference, yourReference, notes, freeText1, freeText2 } = invoice;
  put(result, "information", limited(joined("\n", [ourReference, yourReference, notes, freeText1, freeText2]), 10_000));
  result.payment = {
    method: "BANK_TRANSFER",
    currency: invoice.currency,
    dueDate: invoice.dueDate,
    account: settings.account,
  };
  result.penaltyPercent = rounded(invoice.interest, 2);
  const language = LANGUAGES[invoice.language];
  if (language === undefined) throw new Refused("required-missing");
  result.language = language;
  result.channel = channel;
  const rows: Json[] = [];
  for (const row of invoice.rows) rows.push(rowOf(row, settings));
  if (rows.length === 0) throw new Refused("required-missing");
  result.rows = rows;
  return result;
}

function counterPartyOf(invoice: Json, channel: string, emailTo: string | undefined): Json {
  const { customer } = invoice;
  const party: Json = {};
  const sender = text(invoice.senderContact);
  const receiver = text(invoice.receiverContact);
  const both = sender && receiver ? `${sender}/${receiver}` : (sender ?? receiver);
  put(party, "contact", limited(both === undefined || lengthOf(both) <= 28 ? both : (receiver ?? sender), 28));
  put(party, "identifier", text(customer.vatNumber));
  party.number = String(customer.number);
  if (channel === "EMAIL") put(party, "email", emailTo);
  if (text(customer.name) === undefined) throw new Refused("required-missing");
  party.address = addressOf(customer.name, invoice.billing);
  return party;
}

function addressOf(name: string, from: Json): Json {
  const address: Json = {};
  put(address, "name", limited(text(name), 80));
  put(address, "street", limited(text(from?.street), 80));
  put(address, "zip", limited(text(from?.postalCode), 20));
  put(address, "city", limited(text(from?.city), 40));
  put(address, "country", COUNTRIES[from?.country]);
  return address;
}

function rowOf(row: Json, settings: Settings): Json {
  const result: Json = {
    code:
      text(row.code) ??
      (row.kind === "WORK" ? settings.work : row.kind === "PRODUCT" ? settings.products : settings.travel),
  };
  const product = limited(text(row.description), 100);
  if (product === undefined) throw new Refused("required-missing");
  result.product = product;
  result.quantity = row.quantity;
  put(result, "unit", UNITS[row.unit]);
  const discount = row.discount ?? 0;
  result.unitPrice = rounded(row.unitPrice, 2);
  result.discountPercent = discount;
  result.net = netOf(row.quantity, row.unitPrice, discount);
  result.vatPercent = row.vat;
  const dimensions: Json[] = [];
  if (row.project) dimensions.push({ dimension: "PROJECT", item: row.project.code });
  const costCentre = text(row.costCentre);
  if (costCentre) dimensions.push({ dimension: "COST_CENTRE", item: costCentre });
  if (dimensions.length > 0) result.dimensions = dimensions;
  return result;
}

function put(record: Json, key: string, value: unknown): void {
  if (value !== undefined) record[key] = value;
}

/** Null and blank are absent. */
function text(value: string | null | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const first = value.charCodeAt(0);
  return value.length === 0 || (first <= 32 && value.trim() === "") ? undefined : value;
}

function joined(separator: string, parts: readonly (string | null | undefined)[]): string | undefined {
  let all: string | undefined;
  for (const part of parts) {
    const one = text(part);
    if (one !== undefined) all = all === undefined ? one : all + separator + one;
  }
  return all;
}

function lengthOf(value: string): number {
  return /[\uD800-\uDBFF]/.test(value) ? [...value].length : value.length;
}

function limited(value: string | undefined, limit: number): string | undefined {
  if (value === undefined || value.length <= limit) return value;
  if (lengthOf(value) > limit) throw new Refused("text-too-long");
  return value;
}

// ---- exact decimals: whole numbers at a known scale, BigInt where they would not be safe

const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/** `x` at `places`, exactly; undefined when it has more places or too many digits. */
function scaled(x: number, places: number): number | undefined {
  const power = POWERS[places] as number;
  const whole = Math.round(x * power);
  return whole / power === x && Math.abs(whole) < 1e15 ? whole : undefined;
}

function divided(above: number, below: number): number {
  const rest = above % below;
  const quotient = (above - rest) / below;
  return Math.abs(rest) * 2 >= below ? quotient + (above < 0 ? -1 : 1) : quotient;
}

function rounded(x: number, places: number): number {
  const whole = scaled(x, 4);
  if (whole === undefined) return roundedBig(bigOf(x), places);
  return divided(whole, POWERS[4 - places] as number) / (POWERS[places] as number);
}

/** quantity * price * (100 - discount) / 100, at two places. */
function netOf(quantity: number, price: number, discount: number): number {
  const q = scaled(quantity, 2);
  const p = scaled(price, 3);
  const d = scaled(100 - discount, 0);
  if (q !== undefined && p !== undefined && d !== undefined) {
    const product = q * p * d;
    // Scale 5, and two more for the percent: five digits go.
    if (Math.abs(product) < Number.MAX_SAFE_INTEGER) return divided(product, 100_000) / 100;
  }
  const [a, b, c] = [bigOf(quantity), bigOf(price), bigOf(discount)];
  const rest = { digits: 100n * 10n ** BigInt(c.scale) - c.digits, scale: c.scale };
  return roundedBig({ digits: a.digits * b.digits * rest.digits, scale: a.scale + b.scale + rest.scale + 2 }, 2);
}

interface Big {
  readonly digits: bigint;
  readonly scale: number;
}

function bigOf(x: number): Big {
  const [whole = "0", fraction = ""] = x.toString().split(".");
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

function roundedBig({ digits, scale }: Big, places: number): number {
  if (scale <= places) return Number(digits) / 10 ** scale;
  const below = 10n ** BigInt(scale - places);
  const half = digits < 0n ? -(below / 2n) : below / 2n;
  return Number((digits + half) / below) / 10 ** places;
}
