import {
  finnishBusinessId,
  finnishIban,
  finnishVatNumber,
  ovt,
  swedishIban,
  swedishOrganisationNumber,
  swedishVatNumber,
} from "../seed/identity.ts";
import { Random } from "../seed/random.ts";
import type { JsonRecord } from "../server/json.ts";
import { dayMs, reference, seededToday, type World } from "./world.ts";

const settingsTime = seededToday - 400 * dayMs;

/** Statuses in their order in the process. */
export const invoiceStatusNames = {
  draft: "Draft",
  waiting: "Waiting for transfer to Procountor",
  transferred: "Transferred to Procountor",
  paid: "Paid",
} as const;

export const travelStatusNames = {
  draft: "Draft",
  approval: "Waiting for approval",
  approved: "Approved",
  waiting: "Waiting for transfer to Procountor",
  transferred: "Transferred to Procountor",
} as const;

export interface ProductSeed {
  readonly code: string | null;
  readonly name: string;
  readonly unit: string;
  readonly cents: number;
  readonly vat: number;
}

export const productSeeds: readonly ProductSeed[] = [
  { code: "1001", name: "Ohjelmistolisenssi, vuosi", unit: "kpl", cents: 129_000, vat: 25.5 },
  { code: "1002", name: "Ylläpitosopimus", unit: "kk", cents: 45_000, vat: 25.5 },
  { code: "1003", name: "Koulutuspäivä", unit: "pv", cents: 119_000, vat: 25.5 },
  { code: "1004", name: "Palvelinkapasiteetti", unit: "kk", cents: 18_950, vat: 25.5 },
  { code: "1005", name: "Tarvikkeet", unit: "kpl", cents: 3_490, vat: 25.5 },
  { code: "1006", name: "Kartta-aineisto", unit: "kpl", cents: 21_000, vat: 10 },
  { code: "1007", name: "Kokouspalvelu ja lounas", unit: "hlö", cents: 4_250, vat: 14 },
  { code: "1008", name: "Betonilaatta", unit: "m2", cents: 2_780, vat: 25.5 },
  { code: "1009", name: "Sähkökaapeli", unit: "m", cents: 415, vat: 25.5 },
  { code: "1010", name: "Alihankinta, suunnittelu", unit: "h", cents: 8_900, vat: 25.5 },
  { code: null, name: "Muu palvelu", unit: "kpl", cents: 10_000, vat: 25.5 },
];

export interface WorkTypeSeed {
  readonly code: string | null;
  readonly name: string;
  readonly cents: number;
}

export const workTypeSeeds: readonly WorkTypeSeed[] = [
  { code: "2001", name: "Suunnittelu", cents: 11_500 },
  { code: "2002", name: "Ohjelmointi", cents: 10_800 },
  { code: "2003", name: "Projektinhallinta", cents: 12_500 },
  { code: "2004", name: "Asiantuntijatyö", cents: 13_500 },
  { code: "2005", name: "Asennustyö", cents: 7_850 },
  { code: null, name: "Muu työ", cents: 9_000 },
];

export interface TravelTypeSeed {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly cents: number;
  readonly class: "Mileage" | "DailyAllowance" | "OtherTravelExpense";
}

export const travelTypeSeeds: readonly TravelTypeSeed[] = [
  { code: "3001", name: "Kilometrikorvaus 2026", unit: "km", cents: 55, class: "Mileage" },
  { code: "3002", name: "Kokopäiväraha 2026", unit: "pv", cents: 5_400, class: "DailyAllowance" },
  { code: "3003", name: "Osapäiväraha 2026", unit: "pv", cents: 2_500, class: "DailyAllowance" },
  { code: "3004", name: "Hotelli", unit: "kpl", cents: 14_500, class: "OtherTravelExpense" },
  { code: "3005", name: "Junalippu", unit: "kpl", cents: 4_890, class: "OtherTravelExpense" },
  { code: "3006", name: "Pysäköinti", unit: "kpl", cents: 1_200, class: "OtherTravelExpense" },
  { code: "2999", name: "Kilometrikorvaus 2024 (vanha)", unit: "km", cents: 57, class: "Mileage" },
];

export function euros(cents: number): JsonRecord {
  return { amount: cents / 100, currencyCode: "EUR" };
}

/** Statuses, registers of codes, places and the organisation itself. */
export function seedSettings(world: World): void {
  seedLocalization(world);
  seedAccounting(world);
  seedOrganisation(world);
  seedStatuses(world);
  seedCodes(world);
}

function seedLocalization(world: World): void {
  const currencies = [
    ["EUR", "Euro", "€", 1],
    ["SEK", "Swedish krona", "kr", 11.2],
    ["USD", "US dollar", "$", 1.09],
    ["NOK", "Norwegian krone", "kr", 11.6],
  ] as const;
  currencies.forEach(([code, name, symbol, rate], index) => {
    const record = {
      guid: world.guid("currency", index),
      name,
      code,
      rate,
      symbol,
      isActive: true,
      isOrganizationCurrency: index === 0,
    };
    world.currencies.add({ ...record, ...world.audit(settingsTime) }, settingsTime);
  });
  const languages = [
    ["Finnish", "fi"],
    ["Swedish", "sv"],
    ["English", "en"],
    ["German", "de"],
    ["Estonian", "et"],
  ] as const;
  languages.forEach(([name, code], index) => {
    world.languages.add(
      { name, guid: world.guid("language", index), englishName: name, code, isInvoiceLanguage: true },
      settingsTime,
    );
  });
  const countries = [
    ["Finland", "FI", "FIN", 0],
    ["Sweden", "SE", "SWE", 1],
    ["Estonia", "EE", "EST", 0],
    ["Norway", "NO", "NOR", 3],
    ["Germany", "DE", "DEU", 0],
    ["United Kingdom", "GB", "GBR", 0],
  ] as const;
  countries.forEach(([name, code2, code3, currency], index) => {
    const { guid, name: currencyName, code, symbol } = world.currencies.at(currency);
    const record = {
      name,
      guid: world.guid("country", index),
      englishName: name,
      code2,
      code3,
      hasRegions: "NoRegion",
      isInEU: code2 !== "NO" && code2 !== "GB",
      isRegistrationCountry: index < 2,
      currency: { guid, name: currencyName, code, symbol },
    };
    world.countries.add(record, settingsTime);
  });
}

function seedAccounting(world: World): void {
  const audit = world.audit(settingsTime);
  const accounts = [
    ["Myynti, työ", "3000"],
    ["Myynti, tuotteet", "3010"],
    ["Myynti, matkat", "3020"],
    ["Myynti EU", "3360"],
  ] as const;
  accounts.forEach(([name, number], index) => {
    world.salesAccounts.add(
      {
        guid: world.guid("salesAccount", index),
        name,
        number,
        isActive: true,
        isProductDefault: index === 1,
        isWorkTypeDefault: index === 0,
        isTravelTypeDefault: index === 2,
        ...audit,
      },
      settingsTime,
    );
  });
  [
    ["Matkakulut", "7800"],
    ["Päivärahat", "7820"],
  ].forEach(([name, number], index) => {
    world.costAccounts.add(
      {
        guid: world.guid("costAccount", index),
        name,
        number,
        isActive: true,
        isTravelTypeDefault: index === 0,
        ...audit,
      },
      settingsTime,
    );
  });
  const rates = [
    [25.5, "FI", true],
    [14, "FI", false],
    [10, "FI", false],
    [0, "FI", false],
    [25, "SE", true],
    [0, "SE", false],
  ] as const;
  rates.forEach(([percentage, code, isDefault], index) => {
    const country = world.countries.at(code === "FI" ? 0 : 1);
    world.vatRates.add(
      {
        guid: world.guid("vatRate", index),
        percentage,
        code: `${code}${percentage}`.replace(".", ""),
        isActive: true,
        isDefault,
        countryGuid: country["guid"],
        ...audit,
      },
      settingsTime,
    );
  });
  ["Myynti", "Tuotanto", "Hallinto", "Tuotekehitys", "Etelä", "Pohjoinen"].forEach((name, index) => {
    world.costCenters.add(
      {
        guid: world.guid("costCenter", index),
        name,
        identifier: String(100 + index * 10),
        isActive: index !== 5,
        isDefault: index === 0,
        ...audit,
      },
      settingsTime,
    );
  });
}

/** Two companies with their own business IDs, and units below them. */
function seedOrganisation(world: World): void {
  const random = new Random(world.options.seed ^ 0x0f1);
  const audit = world.audit(settingsTime);
  const finnish = finnishBusinessId(random);
  const swedish = swedishVatNumber(swedishOrganisationNumber(random));
  const units = [
    {
      name: "Pohjantähti Palvelut Oy",
      parent: undefined,
      company: 0,
      code: "PTP",
      vat: finnishVatNumber(finnish),
      center: 2,
    },
    { name: "Ohjelmistot", parent: 0, company: 0, code: "OHJ", vat: null, center: 1 },
    { name: "Rakentaminen", parent: 0, company: 0, code: "RAK", vat: null, center: 4 },
    { name: "Konsultointi", parent: 0, company: 0, code: "KON", vat: null, center: 0 },
    { name: "Polstjärnan Tjänster AB", parent: 0, company: 1, code: "PTA", vat: swedish, center: 2 },
    { name: "Konsult Stockholm", parent: 4, company: 1, code: "KST", vat: null, center: 0 },
  ];
  const companies = units.filter((unit) => unit.vat !== null);
  units.forEach((unit, index) => {
    const company = companies[unit.company];
    const country = world.countries.at(unit.company);
    const center = world.costCenters.at(unit.center);
    world.businessUnits.add(
      {
        guid: world.guid("businessUnit", index),
        name: unit.name,
        parentGuid: unit.parent === undefined ? null : world.guid("businessUnit", unit.parent),
        isActive: true,
        costCenter: { guid: center["guid"], name: center["name"], identifier: center["identifier"] },
        vatNumber: unit.vat,
        kvkNumber: null,
        companyGuid: world.guid("company", unit.company),
        companyName: company?.name,
        companyBusinessUnitGuid: world.guid("businessUnit", unit.company === 0 ? 0 : 4),
        companyCountryGuid: country["guid"],
        companyCurrencyGuid: world.currencies.at(unit.company)["guid"],
        code: unit.code,
        ...audit,
      },
      settingsTime,
    );
  });
  seedBankAccounts(world, random);
  const [euro, finland] = [world.currencies.at(0), world.countries.at(0)];
  world.organizationDetails = {
    guid: world.guid("organization", 0),
    name: "Pohjantähti Palvelut Oy",
    vatNumber: finnishVatNumber(finnish),
    kvkNumber: null,
    isVatRegistered: true,
    registeredOffice: "Helsinki",
    address: "Mannerheimintie 12 B",
    postalCode: "00100",
    city: "HELSINKI",
    country: { name: finland["name"], code: "FI", guid: finland["guid"], englishName: "Finland" },
    phone: "+358 9 1234 5600",
    eInvoiceAddress: ovt(finnish),
    eInvoiceOperatorCode: "003721291126",
    currency: { guid: euro["guid"], name: euro["name"], code: "EUR", symbol: "€" },
    language: { name: "Finnish", code: "fi", guid: world.guid("language", 0) },
    activeCompanies: [0, 1].map((index) => ({
      name: companies[index]?.name,
      guid: world.guid("company", index),
      rootBusinessUnitGuid: world.guid("businessUnit", index === 0 ? 0 : 4),
      currencyGuid: world.currencies.at(index)["guid"],
      currencyRate: index === 0 ? 1 : 11.2,
      currencyCode: index === 0 ? "EUR" : "SEK",
      currencySymbol: index === 0 ? "€" : "kr",
    })),
    activeAddons: ["RestApi", "TravelInvoices", "OrganizationHierarchy"],
  };
  world.organizationSettings = {
    paymentTerm: 14,
    overdueInterest: 8,
    currencyRoundingType: "AwayFromZero",
    paymentReferenceNumberDisplaySetting: "ReferenceNumber",
    workWeek: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
  };
}

function seedBankAccounts(world: World, random: Random): void {
  const accounts = [
    ["Nordea", finnishIban(random), "NDEAFIHH", 0],
    ["OP", finnishIban(random), "OKOYFIHH", 0],
    ["SEB", swedishIban(random), "ESSESESS", 4],
  ] as const;
  accounts.forEach(([bankName, accountNumber, bic, unit], index) => {
    const owner = world.businessUnits.at(unit);
    world.bankAccounts.add(
      {
        guid: world.guid("bankAccount", index),
        bankName,
        accountNumber,
        bic,
        accountNumberFormat: "Iban",
        isActive: true,
        businessUnit: reference(owner),
        company: { guid: owner["companyGuid"], name: owner["companyName"] },
        ...world.audit(settingsTime),
      },
      settingsTime,
    );
  });
}

function seedStatuses(world: World): void {
  const audit = world.audit(settingsTime);
  const invoice = [
    { name: invoiceStatusNames.draft, isDefault: true },
    {
      name: invoiceStatusNames.waiting,
      isReadOnly: true,
      hasInvoiceNumber: true,
      isSent: true,
      isDefaultForCreditNote: true,
    },
    {
      name: invoiceStatusNames.transferred,
      isReadOnly: true,
      hasInvoiceNumber: true,
      isSent: true,
      isWaitingPayment: true,
    },
    { name: invoiceStatusNames.paid, isReadOnly: true, hasInvoiceNumber: true, isSent: true, isPaid: true },
  ];
  invoice.forEach((status, index) => {
    const flags = {
      isDefault: false,
      isReadOnly: false,
      hasInvoiceNumber: false,
      isSent: false,
      isWaitingPayment: false,
      isPaid: false,
      isDefaultForCreditNote: false,
    };
    world.invoiceStatuses.add(
      { guid: world.guid("invoiceStatus", index), isActive: true, ...flags, ...status, sortOrder: index + 1, ...audit },
      settingsTime,
    );
  });
  const travel = [
    { name: travelStatusNames.draft, isDefault: true },
    { name: travelStatusNames.approval, isLocked: true },
    { name: travelStatusNames.approved, isLocked: true, isApproved: true },
    { name: travelStatusNames.waiting, isLocked: true, isApproved: true },
    { name: travelStatusNames.transferred, isLocked: true, isApproved: true },
  ];
  travel.forEach((status, index) => {
    world.travelStatuses.add(
      {
        guid: world.guid("travelStatus", index),
        isLocked: false,
        isApproved: false,
        isActive: true,
        isDefault: false,
        ...status,
        sortOrder: index + 1,
        ...audit,
      },
      settingsTime,
    );
  });
}

function seedCodes(world: World): void {
  const audit = world.audit(settingsTime);
  const account = (index: number) => {
    const { guid, name, number } = world.salesAccounts.at(index);
    return { guid, name, number };
  };
  productSeeds.forEach((seed, index) => {
    const type = index === 9 ? "Subcontracting" : index < 4 ? "FixedFees" : "Materials";
    world.products.add(
      {
        code: seed.code,
        unitPrice: euros(seed.cents),
        unitCost: euros(Math.round(seed.cents * 0.6)),
        vatRate: seed.vat,
        measurementUnit: seed.unit,
        isActive: true,
        productCategory: { guid: world.guid("productCategory", 0), name: "Palvelut" },
        salesAccount: account(1),
        guid: world.guid("product", index),
        name: seed.name,
        type,
        ...audit,
      },
      settingsTime,
    );
  });
  workTypeSeeds.forEach((seed, index) => {
    const { guid, name } = account(0);
    world.workTypes.add(
      {
        guid: world.guid("workType", index),
        name: seed.name,
        isActive: true,
        isProductive: true,
        isDefault: index === 0,
        salesAccount: { guid, name },
        code: seed.code,
        hourCost: euros(Math.round(seed.cents / 2)),
        ...audit,
      },
      settingsTime,
    );
  });
  const [cost] = [world.costAccounts.at(0)];
  travelTypeSeeds.forEach((seed, index) => {
    world.travelExpenseTypes.add(
      {
        guid: world.guid("travelExpenseType", index),
        name: seed.name,
        isMileage: seed.class === "Mileage",
        isDailyAllowance: seed.class === "DailyAllowance",
        expenseClass: seed.class,
        purchaseVatRate: seed.class === "OtherTravelExpense" ? 14 : 0,
        includeTime: seed.class !== "OtherTravelExpense",
        costAccount: { guid: cost["guid"], name: cost["name"], number: cost["number"] },
        unitCost: euros(seed.cents),
        code: seed.code,
        vatRate: 25.5,
        measurementUnit: seed.unit,
        isActive: seed.code !== "2999",
        productCategory: { guid: world.guid("productCategory", 1), name: "Matkat" },
        salesAccount: account(2),
        ...audit,
      },
      settingsTime,
    );
  });
}
