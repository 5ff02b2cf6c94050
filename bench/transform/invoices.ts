import type { RecordValue } from "../../engine/value/value.ts";
import { Random } from "../../sandbox/seed/random.ts";

const DESCRIPTIONS = [
  "Consulting, requirements workshop with the customer's finance team",
  "Software development, integration of order handling, sprint 14",
  "Travel to the customer's site, own car",
  "Licence for the reporting module, one month",
  "Maintenance of the production environment",
];
const NAMES = ["Järvinen", "Mäkelä", "Korhonen", "Nieminen", "Virtanen", "Öhman", "Salo"];

/** An invoice of about 4 kB as JSON, with 10 rows; everything follows from `seed`. */
export function invoice(seed: number): RecordValue {
  const random = new Random(seed);
  const whole = (most: number): number => Math.floor(random.next() * most);
  const pick = <Item>(items: readonly Item[]): Item => items[whole(items.length)] as Item;
  const some = <Item>(share: number, item: Item): Item | null => (random.next() < share ? item : null);
  const company = `${pick(NAMES)} & ${pick(NAMES)} ${pick(["Oy", "Ab", "Oyj"])}`;
  const day = 1 + whole(27);
  const date = `2026-03-${String(day).padStart(2, "0")}`;
  const rows = Array.from({ length: 10 }, (_, index) => ({
    id: `row-${seed}-${index}-7f3a9c52b1`,
    kind: pick(["WORK", "PRODUCT", "TRAVEL"] as const),
    code: some(0.6, `C${1000 + whole(900)}`),
    description: `${pick(DESCRIPTIONS)} (${index + 1})`,
    quantity: (1 + whole(80_000)) / 100,
    unitPrice: (1 + whole(500_000)) / 1000,
    discount: some(0.4, whole(40)),
    vat: pick([25.5, 14, 10, 0]),
    unit: pick(["h", "kpl", "km", "pv"]),
    project: some(0.7, {
      id: `project-${whole(100_000)}`,
      code: `P-${1000 + whole(9000)}`,
      name: `Delivery project ${whole(500)}`,
    }),
    costCentre: some(0.6, `CC-${100 + whole(900)}`),
    createdAt: `${date}T08:15:${String(whole(60)).padStart(2, "0")}Z`,
  }));
  return {
    id: `invoice-${seed}-4b1f-9a77-c0ffee`,
    number: 50_000 + seed,
    status: "READY",
    date,
    dueDate: `2026-04-${String(day).padStart(2, "0")}`,
    currency: "EUR",
    language: pick(["fi", "sv", "en"]),
    ourReference: some(0.8, `Our reference ${whole(9999)}`),
    yourReference: some(0.7, `Your reference ${whole(9999)}`),
    orderNumber: some(0.6, `PO-${whole(99_999)}/2026`),
    notes: some(0.5, "Thank you for the co-operation.\nPlease mention the invoice number when paying."),
    freeText1: some(0.5, "Payment after the due date bears interest according to the agreement."),
    freeText2: some(0.3, "   "),
    senderContact: some(0.9, `Anna ${pick(NAMES)}`),
    receiverContact: some(0.8, `Kalle ${pick(NAMES)}-${pick(NAMES)}`),
    receiverEmail: some(0.3, "invoices@customer.example"),
    interest: (5000 + whole(8000)) / 1000,
    customer: {
      id: `customer-${whole(5000)}`,
      number: 1000 + whole(5000),
      name: company,
      email: some(0.6, "accounts@customer.example"),
      vatNumber: `FI${10_000_000 + whole(80_000_000)}`,
      eInvoiceAddress: some(0.4, `0037${10_000_000 + whole(80_000_000)}`),
      eInvoiceOperator: "003723327487",
    },
    billing: address(pick, whole),
    delivery: address(pick, whole),
    createdAt: `${date}T08:15:30Z`,
    changedAt: `${date}T09:20:31Z`,
    createdBy: `user-${whole(500)}`,
    totalExcludingVat: whole(10_000_000) / 100,
    totalIncludingVat: whole(12_000_000) / 100,
    rows,
  };
}

function address(pick: <Item>(items: readonly Item[]) => Item, whole: (most: number) => number): RecordValue {
  return {
    street: `${pick(["Mannerheimintie", "Hämeenkatu", "Kauppakatu", "Strandvägen"])} ${1 + whole(120)} B ${1 + whole(60)}`,
    postalCode: String(10_000 + whole(89_999)).padStart(5, "0"),
    city: pick(["Helsinki", "Tampere", "Jyväskylä", "Stockholm"]),
    country: pick(["FI", "SE", "EE"]),
  };
}
