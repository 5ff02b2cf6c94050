import { seedCodes } from "./seed-codes.ts";
import { seedOrganisation } from "./seed-organisation.ts";
import { settingsTime, type World } from "./world.ts";

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
