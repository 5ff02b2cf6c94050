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
import { reference, settingsTime, type World } from "./world.ts";

/** Two companies with their own business IDs, and units below them. */
export function seedOrganisation(world: World): void {
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
