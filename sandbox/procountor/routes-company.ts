import { json } from "../server/exchange.ts";
import type { JsonRecord } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import { type Books, swedishVatPercents, vatPercents, vatStatuses } from "./books.ts";
import { invalid, procountorErrors } from "./errors.ts";
import { page } from "./store.ts";

export const companyId = 14_233;

const accounts = [
  ["1700", "Myyntisaamiset"],
  ["2880", "Ostovelat"],
  ["2939", "Arvonlisäverovelka"],
  ["3000", "Myynti, työ"],
  ["3010", "Myynti, tuotteet"],
  ["3020", "Myynti, matkat"],
  ["4000", "Ostot"],
  ["4450", "Alihankinta"],
  ["7800", "Matkakulut"],
  ["7820", "Päivärahat"],
  ["8000", "Tietokonekulut"],
] as const;

/** The company: session, fiscal years, accounts, VAT and bank accounts. */
export function companyRoutes(books: Books): readonly Route[] {
  const get = (path: string, make: () => unknown): Route => ({
    method: "GET",
    path,
    query: [],
    handle: () => json(200, make()),
  });
  return [
    get("/sessioninfo", () => ({
      companyId,
      name: "Pohjantähti Palvelut Oy",
      country: "FINLAND",
      productVersion: "FINANCIALS_PREMIUM",
      userId: 7001,
      userName: "severa.api",
      companySettings: { invoiceDiscussionEnabled: true },
    })),
    get("/company", () => ({
      id: companyId,
      name: "Pohjantähti Palvelut Oy",
      country: "FINLAND",
      productVersion: "FINANCIALS_PREMIUM",
      operationType: "PRODUCTION",
      companyAddress: { street: "Mannerheimintie 12 B", zip: "00100", city: "HELSINKI", country: "FINLAND" },
      companyCurrency: "EUR",
    })),
    get("/fiscalyears", () => ({
      fiscalYears: books.years.map((year) => fiscalYear(year.id, year.year, year.isOpen)),
    })),
    get("/coa", () => ({
      ledgerAccounts: accounts.map(([ledgerAccountCode, name]) => ({
        ledgerAccountCode,
        name,
        active: true,
        translations: [],
      })),
    })),
    get("/vats/default", () => ({
      vatInformation: [
        { country: "FINLAND", percentages: percentages(vatPercents) },
        { country: "SWEDEN", percentages: percentages(swedishVatPercents) },
      ],
      vatStatuses,
    })),
    {
      method: "GET",
      path: "/vats/country",
      query: ["countryCode"],
      handle: (exchange) => {
        const code = exchange.query.one("countryCode")?.toUpperCase();
        if (code !== "FI" && code !== "SE") return procountorErrors([invalid("countryCode", "Not supported")]);
        return json(200, { vatPercentages: code === "FI" ? vatPercents : swedishVatPercents });
      },
    },
    {
      method: "GET",
      path: "/bankaccounts",
      query: ["previousId", "orderById", "size", "page"],
      handle: (exchange) =>
        page(exchange, { from: books.bankAccounts.all(), accept: () => true, order: "DESC", present: bankAccountRow }),
    },
    { method: "GET", path: "/bankaccounts/{id}", query: [], handle: (exchange) => books.bankAccounts.read(exchange) },
  ];
}

function bankAccountRow({ record }: { readonly record: JsonRecord }): JsonRecord {
  const { id, accountNumber, iban, bic, bankName, currency, defaultForInvoice, defaultForPayment, status, orderNo } =
    record;
  return { id, accountNumber, iban, bic, bankName, currency, defaultForInvoice, defaultForPayment, status, orderNo };
}

function percentages(values: readonly number[]): readonly JsonRecord[] {
  return values.map((vatPercent) => ({ vatPercent, sales: true, purchase: true }));
}

function fiscalYear(id: number, year: number, isOpen: boolean): JsonRecord {
  const modified = "2026-01-15T09:00:00.000";
  const trackingPeriods = Array.from({ length: 12 }, (_, month) => {
    const start = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
    const end = new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10);
    return { id: id * 100 + month, startDate: start, endDate: end, status: isOpen ? "OPEN" : "CLOSED", modified };
  });
  return { id, startDate: `${year}-01-01`, endDate: `${year}-12-31`, isOpen, modified, trackingPeriods };
}
