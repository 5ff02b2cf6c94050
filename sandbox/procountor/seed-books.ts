import { dayMs, isoDay, seededToday } from "../seed/calendar.ts";
import type { Company } from "../seed/company.ts";
import { finnishBusinessId, finnishIban } from "../seed/identity.ts";
import { mix, Random } from "../seed/random.ts";
import { type JsonRecord, numberAt, recordsAt } from "../server/json.ts";
import { type Books, indexed } from "./books.ts";
import { storeInvoice } from "./invoice-book.ts";
import { dimensioned } from "./routes-receipts.ts";

const seededAt = seededToday - 60 * dayMs;
const seedOnly = { made: false };

/** Statuses of the seeded purchase invoices, in turn. */
export const purchaseStatuses = [
  "APPROVED",
  "PAID",
  "PAYMENT_QUEUED",
  "UNFINISHED",
  "PARTLY_PAID",
  "RECEIVED",
  "PAYMENT_SENT_TO_BANK",
  "VERIFIED",
  "MARKED_PAID",
  "INVALIDATED",
] as const;

/** Product codes of the company that are not known here yet. */
export const missingProductCodes: readonly string[] = ["1005", "1008", "1009", "2005"];
/** The one of the company's people whom the register of persons does not have. */
const unknownPerson = 5;

/** Fills the books so that they fit the company: some of it known, some not yet, some in conflict. */
export function seedBooks(books: Books, company: Company): void {
  seedBankAccounts(books, company);
  seedProducts(books, company);
  seedPartners(books, company);
  seedPersons(books, company);
  seedDimensions(books, company);
  seedPurchases(books, company);
}

function seedBankAccounts(books: Books, { bankAccounts }: Company): void {
  bankAccounts.slice(0, 2).forEach(({ iban, bic, bank }, index) => {
    books.bankAccounts.add(
      {
        accountNumber: iban,
        iban,
        bic,
        bankName: bank,
        currency: "EUR",
        defaultForInvoice: index === 0,
        defaultForPayment: index === 0,
        status: "ACTIVE",
        orderNo: index + 1,
        ledgerAccount: "1910",
        showAccountOnInvoice: true,
        allowPayments: true,
        allowForeignPayments: true,
      },
      seededAt,
      seedOnly,
    );
  });
}

/** The unit that Procountor calls so. */
const units: Readonly<Record<string, string>> = {
  h: "HOUR",
  kpl: "PIECE",
  km: "KILOMETER",
  pv: "DAY",
  kk: "MONTH",
  m: "METER",
  m2: "SQUARE_METER",
  hlö: "PERSON",
};

function seedProducts(books: Books, company: Company): void {
  const add = (
    type: string,
    code: string,
    name: string,
    cents: number,
    unit: string,
    vat: number,
    account: string,
    extra: JsonRecord = {},
  ) => {
    books.products.add(
      {
        type,
        name,
        code,
        unit: units[unit] ?? "PIECE",
        discount: 0,
        price: cents / 100,
        vat,
        active: true,
        defaultAccount: account,
        vatStatus: 1,
        currency: "EUR",
        ...extra,
      },
      seededAt,
      seedOnly,
    );
  };
  for (const { code, name, cents, unit, vat } of company.products)
    if (code !== null && !missingProductCodes.includes(code)) add("SALES", code, name, cents, unit, vat, "3010");
  for (const { code, name, cents, unit, vat } of company.workTypes)
    if (code !== null && !missingProductCodes.includes(code)) add("SALES", code, name, cents, unit, vat, "3000");
  add("SALES", "9000", "Yleistuote", 0, "kpl", 25.5, "3010");
  add("SALES", "9001", "Yleinen työ", 0, "h", 25.5, "3000");
  add("PURCHASE", "4450", "Alihankinta", 0, "kpl", 25.5, "4450");
  for (const { code, name, cents, unit, vat } of company.travelTypes) {
    if (code === null || code === "2999") continue;
    const validity = {
      startDate: "2026-01-01",
      endDate: "2026-12-31",
      bookkeepingAccount: code === "3002" || code === "3003" ? "7820" : "7800",
    };
    add("TRAVEL", code, name, cents, unit, 0, "7800", validity);
    add("SALES", code, name, cents, unit, vat, "3020");
  }
  add("TRAVEL", "9002", "Muu matkakulu", 0, "kpl", 0, "7800", {
    startDate: "2026-01-01",
    endDate: "2026-12-31",
    bookkeepingAccount: "7800",
  });
}

/** Business ID of a VAT number: `1234567-8` or `556123-4567`. */
export function businessIdOf(vatNumber: string): string {
  const digits = vatNumber.slice(2);
  return vatNumber.startsWith("FI")
    ? `${digits.slice(0, 7)}-${digits.slice(7)}`
    : `${digits.slice(0, 6)}-${digits.slice(6, 10)}`;
}

/** Every third customer is known; one is known under another number; one number belongs to someone else. */
function seedPartners(books: Books, { customers }: Company): void {
  customers.forEach((customer, index) => {
    const known = customer.fault === undefined && index % 3 === 0;
    const clashing = customer.fault === "number taken";
    const renumbered = index === 1;
    if (customer.vatNumber === null || customer.number === null || !(known || clashing || renumbered)) return;
    const identifier = clashing
      ? finnishBusinessId(new Random(mix(books.options.seed, 51)))
      : businessIdOf(customer.vatNumber);
    const country = customer.country === "FI" ? "FINLAND" : "SWEDEN";
    const address = {
      name: customer.name,
      street: customer.street ?? "Kauppakatu 1",
      zip: customer.postalCode,
      city: customer.city,
      country,
    };
    const customerNumber = String(renumbered ? customer.number + 700_000 : customer.number);
    const stored = books.partners.add(
      {
        name: customer.name,
        type: "CUSTOMER",
        address,
        billingAddress: address,
        invoicingInfo: {
          customerNumber,
          identifier,
          identifierType: country === "FINLAND" ? "FI" : "SE",
          invoiceChannel: "NO_SENDING",
          language: country === "FINLAND" ? "FINNISH" : "SWEDISH",
        },
        paymentInfo: { paymentMethod: "BANK_TRANSFER", paymentTermDays: "14", penalInterestRate: 8, currency: "EUR" },
        registryInfo: { active: true },
      },
      seededAt,
      seedOnly,
    );
    indexed(books.byCustomerNumber, customerNumber, stored);
  });
  const supplier = {
    name: "Alihankkija Laine Oy",
    street: "Tehtaankatu 3",
    zip: "00140",
    city: "HELSINKI",
    country: "FINLAND",
  };
  books.partners.add(
    {
      name: supplier.name,
      type: "SUPPLIER",
      address: supplier,
      invoicingInfo: { identifier: finnishBusinessId(new Random(mix(books.options.seed, 52))), identifierType: "FI" },
      paymentInfo: { paymentMethod: "BANK_TRANSFER", currency: "EUR" },
      registryInfo: { active: true },
    },
    seededAt,
    seedOnly,
  );
}

function seedPersons(books: Books, { people }: Company): void {
  people.forEach((person, index) => {
    const { identityCode, street, postalCode, city } = person;
    if (identityCode === undefined || index === unknownPerson) return;
    books.persons.add(
      {
        firstName: person.firstName,
        lastName: person.lastName,
        deliveryAddress: { street, zip: postalCode, city, country: "FINLAND" },
        paymentInfo: {
          paymentMethod: "BANK_TRANSFER",
          accountNumber: person.bankAccount ?? finnishIban(new Random(mix(books.options.seed, 53, index))),
          paymentTermDays: "14",
          penalInterestRate: 0,
        },
        invoicingInfo: {
          personNumber: person.code,
          identifier: identityCode,
          identifierType: "HETU",
          language: "FINNISH",
          gender: "NOT_APPLICABLE",
        },
        registryInfo: { active: true, email: person.email },
      },
      seededAt,
      seedOnly,
    );
  });
}

/** Items for the first half of the projects and for a closed one, for four of the cost centres and three of the units. */
function seedDimensions(books: Books, { projects, costCentres, units: departments }: Company): void {
  const half = Math.max(1, Math.min(200, Math.floor(projects.length / 2)));
  const shown = [...projects.slice(0, half), ...projects.slice(-1)];
  const dimensions = {
    Projektit: shown.map(({ number, name }) => ({ code: number, name })),
    Kustannuspaikat: costCentres.slice(0, 4),
    Yksiköt: departments.slice(0, 3),
  };
  for (const [dimension, entries] of Object.entries(dimensions)) {
    const items = entries.map(({ code, name }) => ({ id: books.nextItemId(), codeName: code, description: name }));
    books.dimensions.add({ name: dimension, items }, seededAt, seedOnly);
  }
}

function seedPurchases(books: Books, company: Company): void {
  const projects = books.dimensions.all()[0];
  const items = projects === undefined ? [] : recordsAt(projects.record, "items");
  const closed = new Set(company.projects.flatMap(({ number, isClosed }) => (isClosed ? [number] : [])));
  const open = items.filter((entry) => !closed.has(String(entry["codeName"])));
  for (let index = 0; index < books.options.purchases; index += 1) {
    const random = new Random(mix(books.options.seed, 61, index));
    const day = seededToday - (30 - (index % 25)) * dayMs;
    const rows = Array.from({ length: random.between(1, 3) }, (_, row) => ({
      product: ["Alihankinta", "Materiaalit", "Lisenssi"][row] ?? "Muu",
      quantity: random.between(1, 20),
      unit: "PIECE",
      unitPrice: random.between(2_000, 90_000) / 100,
      discountPercent: 0,
      vatPercent: 25.5,
    }));
    const stored = storeInvoice(
      books,
      {
        type: "PURCHASE_INVOICE",
        date: isoDay(day),
        counterParty: {
          identifier: finnishBusinessId(random),
          counterPartyAddress: {
            name: random.pick(["Alihankkija Laine Oy", "Rautatukku Nieminen Oy", "Pilvipalvelut Suomi Oy"]),
            street: "Tehtaankatu 3",
            zip: "00140",
            city: "HELSINKI",
            country: "FINLAND",
          },
        },
        paymentInfo: {
          paymentMethod: "BANK_TRANSFER",
          currency: "EUR",
          currencyRate: 1,
          dueDate: isoDay(day + 14 * dayMs),
          bankAccount: { accountNumber: finnishIban(random) },
        },
        extraInfo: { accountingByRow: true, unitPricesIncludeVat: false },
        discountPercent: 0,
        invoiceRows: rows,
        vatStatus: 1,
        originalInvoiceNumber: `L-${8000 + index}`,
        invoiceChannel: "NO_SENDING",
        additionalInformation: "",
      },
      day,
      { made: false, status: purchaseStatuses[index % purchaseStatuses.length] ?? "APPROVED" },
    );
    if (index % 5 === 4 || projects === undefined || open.length === 0) continue;
    const receipt = books.receipts.must(numberAt(stored.record, "ledgerReceiptId") ?? 0);
    const values = (entry: JsonRecord, row: number) => [
      { dimensionId: projects.id, itemId: open[(index + row) % open.length]?.["id"], value: entry["accountingValue"] },
    ];
    books.receipts.replace(receipt, dimensioned(receipt.record, values), day);
  }
}
