import { finnishBusinessId, finnishIban } from "../seed/identity.ts";
import { mix, Random } from "../seed/random.ts";
import { type JsonRecord, numberAt, recordsAt, textAt } from "../server/json.ts";
import { productSeeds, travelTypeSeeds, workTypeSeeds } from "../severa/seed-codes.ts";
import { userWithoutPerson } from "../severa/seed-users.ts";
import type { Severa } from "../severa/severa.ts";
import { dayMs, isoDay, seededToday } from "../severa/world.ts";
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

/** Product codes of Severa that Procountor does not have yet. */
export const missingProductCodes = ["1005", "1008", "1009", "2005"];

/** Fills the company so that it fits what Severa holds: some of it known, some not yet, some in conflict. */
export function seedBooks(books: Books, severa: Severa): void {
  seedBankAccounts(books, severa);
  seedProducts(books);
  seedPartners(books, severa);
  seedPersons(books, severa);
  seedDimensions(books, severa);
  seedPurchases(books, severa);
}

function seedBankAccounts(books: Books, severa: Severa): void {
  severa.world.bankAccounts
    .all()
    .slice(0, 2)
    .forEach((account, index) => {
      books.bankAccounts.add(
        {
          accountNumber: account["accountNumber"],
          iban: account["accountNumber"],
          bic: account["bic"],
          bankName: account["bankName"],
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

function seedProducts(books: Books): void {
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
  for (const { code, name, cents, unit, vat } of productSeeds)
    if (code !== null && !missingProductCodes.includes(code)) add("SALES", code, name, cents, unit, vat, "3010");
  for (const { code, name, cents } of workTypeSeeds)
    if (code !== null && !missingProductCodes.includes(code)) add("SALES", code, name, cents, "h", 25.5, "3000");
  add("SALES", "9000", "Yleistuote", 0, "kpl", 25.5, "3010");
  add("SALES", "9001", "Yleinen työ", 0, "h", 25.5, "3000");
  add("PURCHASE", "4450", "Alihankinta", 0, "kpl", 25.5, "4450");
  for (const { code, name, cents, unit } of travelTypeSeeds) {
    if (code === "2999") continue;
    const validity = {
      startDate: "2026-01-01",
      endDate: "2026-12-31",
      bookkeepingAccount: code === "3002" || code === "3003" ? "7820" : "7800",
    };
    add("TRAVEL", code, name, cents, unit, 0, "7800", validity);
    add("SALES", code, name, cents, unit, 25.5, "3020");
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
function seedPartners(books: Books, severa: Severa): void {
  const regular = severa.world.options.customers;
  const clash = [...severa.cases.values()]
    .filter((entry) => entry.ownCustomer)
    .findIndex((entry) => entry.case === "customer number taken by another business ID");
  for (const customer of severa.customers) {
    const known = customer.index < regular && customer.index % 3 === 0;
    const clashing = clash >= 0 && customer.index === regular + clash;
    const renumbered = customer.index === 1;
    if (customer.vatNumber === null || customer.number === null || !(known || clashing || renumbered)) continue;
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
  }
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

function seedPersons(books: Books, severa: Severa): void {
  severa.world.users.all().forEach((user, index) => {
    const identifier = textAt(user, "socialSecurityNumber");
    if (identifier === undefined || index === userWithoutPerson) return;
    books.persons.add(
      {
        firstName: user["firstName"],
        lastName: user["lastName"],
        deliveryAddress: { street: user["address"], zip: user["postalCode"], city: user["city"], country: "FINLAND" },
        paymentInfo: {
          paymentMethod: "BANK_TRANSFER",
          accountNumber:
            textAt(user, "bankAccountNumber") ?? finnishIban(new Random(mix(books.options.seed, 53, index))),
          paymentTermDays: "14",
          penalInterestRate: 0,
        },
        invoicingInfo: {
          personNumber: user["code"],
          identifier,
          identifierType: "HETU",
          language: "FINNISH",
          gender: "NOT_APPLICABLE",
        },
        registryInfo: { active: true, email: user["email"] },
      },
      seededAt,
      seedOnly,
    );
  });
}

/** Items for the first half of the projects and for a closed one, for four of the cost centres and three of the units. */
function seedDimensions(books: Books, severa: Severa): void {
  const item = (codeName: unknown, description: unknown) => ({
    id: books.nextItemId(),
    codeName: String(codeName),
    description: String(description),
  });
  const { projects, costCenters, businessUnits } = severa.world;
  const half = Math.max(1, Math.min(200, Math.floor(projects.size / 2)));
  books.dimensions.add(
    {
      name: "Projektit",
      items: [...projects.all().slice(0, half), ...projects.all().slice(-1)].map((project) =>
        item(project["number"], project["name"]),
      ),
    },
    seededAt,
    seedOnly,
  );
  books.dimensions.add(
    {
      name: "Kustannuspaikat",
      items: costCenters
        .all()
        .slice(0, 4)
        .map((center) => item(center["identifier"], center["name"])),
    },
    seededAt,
    seedOnly,
  );
  books.dimensions.add(
    {
      name: "Yksiköt",
      items: businessUnits
        .all()
        .slice(0, 3)
        .map((unit) => item(unit["code"], unit["name"])),
    },
    seededAt,
    seedOnly,
  );
}

function seedPurchases(books: Books, severa: Severa): void {
  const projects = books.dimensions.all()[0];
  const items = projects === undefined ? [] : recordsAt(projects.record, "items");
  const closed = new Set(
    severa.world.projects
      .all()
      .filter((project) => project["isClosed"] === true)
      .map((project) => String(project["number"])),
  );
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
