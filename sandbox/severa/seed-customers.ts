import { dayMs, seededToday } from "../seed/calendar.ts";
import {
  finnishBusinessId,
  finnishVatNumber,
  ovt,
  swedishOrganisationNumber,
  swedishVatNumber,
} from "../seed/identity.ts";
import * as names from "../seed/names.ts";
import { mix, Random } from "../seed/random.ts";
import type { JsonRecord } from "../server/json.ts";
import type { InvoiceCase } from "./cases.ts";
import { reference, type World } from "./world.ts";

/** How an invoice reaches the customer. */
export type Channel = "electronic" | "email" | "mail";

/** What the seed knows about a customer beside its record. */
export interface CustomerSeed {
  readonly index: number;
  readonly guid: string;
  readonly name: string;
  readonly number: number | null;
  readonly vatNumber: string | null;
  readonly country: "FI" | "SE";
  readonly channel: Channel;
  readonly street: string | null;
  readonly postalCode: string;
  readonly city: string;
  readonly email: string | null;
  readonly contactName: string;
  readonly contactEmail: string | null;
}

export const projectsPerCustomer = 2;
/** Projects that are closed already, at the end of the register. */
export const closedProjects = 3;

/** Customers with their addresses, one contact person and two projects each. `own` get a customer to themselves. */
export function seedCustomers(world: World, own: readonly InvoiceCase[]): readonly CustomerSeed[] {
  const seeds: CustomerSeed[] = [];
  for (let index = 0; index < world.options.customers + own.length; index += 1) {
    const special = own[index - world.options.customers]?.case;
    const seed = customerSeed(world, index, special);
    seeds.push(seed);
    addCustomer(world, seed);
    for (let nth = 0; nth < projectsPerCustomer; nth += 1)
      addProject(world, seed, index * projectsPerCustomer + nth, false);
  }
  // Closed projects come last and no document refers to them.
  const [first] = seeds;
  const open = seeds.length * projectsPerCustomer;
  for (let nth = 0; first !== undefined && nth < closedProjects; nth += 1) addProject(world, first, open + nth, true);
  return seeds;
}

function customerSeed(world: World, index: number, special: InvoiceCase["case"] | undefined): CustomerSeed {
  const random = new Random(mix(world.options.seed, 11, index));
  const swedish = special === undefined && index % 7 === 5;
  const name = swedish ? swedishCompany(random, index) : finnishCompany(random, index);
  const channel: Channel =
    special === "paper invoice without street"
      ? "mail"
      : ((["electronic", "electronic", "email", "mail"] as const)[random.below(4)] ?? "mail");
  const place = random.pick(swedish ? names.swedishPlaces : names.finnishPlaces);
  const street = `${random.pick(swedish ? names.swedishStreets : names.finnishStreets)} ${random.between(1, 140)}${random.chance(0.3) ? ` ${random.pick(["A", "B", "C"])} ${random.between(1, 60)}` : ""}`;
  const person = `${random.pick(swedish ? names.swedishFirstNames : names.finnishFirstNames)} ${random.pick(swedish ? names.swedishLastNames : names.finnishLastNames)}`;
  const domain = `${ascii(name)}.${swedish ? "se" : "fi"}`;
  const vat = swedish
    ? swedishVatNumber(swedishOrganisationNumber(random))
    : finnishVatNumber(finnishBusinessId(random));
  return {
    index,
    guid: world.guid("customer", index),
    name,
    channel,
    country: swedish ? "SE" : "FI",
    number: special === "customer without number" ? null : 1001 + index,
    vatNumber:
      special === "customer without business ID"
        ? null
        : special === "business ID with a wrong check digit"
          ? wrongDigit(vat)
          : vat,
    street: special === "paper invoice without street" ? null : street,
    postalCode: place[0],
    city: place[1],
    email: channel === "email" || (channel === "electronic" && random.chance(0.5)) ? `laskut@${domain}` : null,
    contactName: person,
    contactEmail:
      channel === "mail" ? null : random.chance(0.6) ? `${ascii(person.replace(" ", "."))}@${domain}` : null,
  };
}

function finnishCompany(random: Random, index: number): string {
  return `${random.pick(names.finnishCompanyStems)} ${random.pick(names.finnishCompanyTrades)} ${index + 1} ${random.pick(names.finnishForms)}`;
}

function swedishCompany(random: Random, index: number): string {
  return `${random.pick(names.swedishCompanyStems)} ${random.pick(names.swedishCompanyTrades)} ${index + 1} AB`;
}

function wrongDigit(vat: string): string {
  return vat.slice(0, -1) + ((Number(vat.at(-1)) + 1) % 10);
}

/** Letters for an e-mail address. */
function ascii(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9.]/g, "");
}

function addCustomer(world: World, seed: CustomerSeed): void {
  const at = seededToday - (300 - (seed.index % 280)) * dayMs;
  const audit = world.audit(at);
  const country = world.countries.at(seed.country === "FI" ? 0 : 1);
  const language = world.languages.at(seed.index % 9 === 4 ? 2 : seed.country === "FI" ? 0 : 1);
  const { guid: currencyGuid, name: currencyName, code, symbol } = world.currencies.at(0);
  const vat = world.vatRates.at(seed.country === "FI" ? 0 : 3);
  const electronic = seed.channel === "electronic";
  const address = { addressline: seed.street, postalCode: seed.postalCode, city: seed.city };
  const addressGuid = world.guid("address", seed.index);
  world.customers.add(
    {
      guid: seed.guid,
      name: seed.name,
      number: seed.number,
      isActive: true,
      isInternal: false,
      notes: null,
      email: seed.email,
      website: null,
      vatNumber: seed.vatNumber,
      kvkNumber: null,
      language: {
        name: language["name"],
        guid: language["guid"],
        englishName: language["englishName"],
        code: language["code"],
      },
      currency: { name: currencyName, guid: currencyGuid, symbol, code },
      owner: owner(world, seed.index),
      headquarterAddress: { guid: addressGuid, ...address, country: country["name"] },
      paymentTerm: 14,
      overdueInterest: 8,
      invoicingVat: { guid: vat["guid"], percentage: vat["percentage"], code: vat["code"] },
      eInvoiceAddress: electronic ? eInvoiceAddress(seed) : null,
      eInvoiceOperator: electronic
        ? (names.eInvoiceOperators[seed.index % names.eInvoiceOperators.length] ?? null)
        : null,
      ...audit,
    },
    at,
  );
  world.addresses.add(
    {
      guid: addressGuid,
      ...address,
      isBillingAddress: true,
      isPostalAddress: true,
      isVisitAddress: true,
      phone: `+358 40 ${1_000_000 + seed.index}`,
      fax: null,
      country: {
        name: country["name"],
        guid: country["guid"],
        englishName: country["englishName"],
        hasRegions: "NoRegion",
      },
      customer: { name: seed.name, guid: seed.guid, number: seed.number },
      contacts: [],
      ...audit,
    },
    at,
  );
  const [firstName = "", lastName = ""] = seed.contactName.split(" ");
  world.contactPersons.add(
    {
      firstName,
      lastName,
      guid: world.guid("contact", seed.index),
      name: seed.contactName,
      description: null,
      jobTitle: "Talouspäällikkö",
      isActive: true,
      isDeleted: false,
      customer: { guid: seed.guid, name: seed.name, number: seed.number },
      addressGuid,
      phoneNumbers: [`+358 50 ${2_000_000 + seed.index}`],
      emails: seed.contactEmail === null ? [] : [seed.contactEmail],
      language: reference(language),
      isEmailAllowed: true,
      ...audit,
    },
    at,
  );
}

function eInvoiceAddress(seed: CustomerSeed): string {
  const digits = (seed.vatNumber ?? "").slice(2);
  return seed.country === "FI" ? ovt(digits) : `0007:${digits.slice(0, 10)}`;
}

/** The user who looks after the customer. */
export function owner(world: World, index: number): JsonRecord {
  const user = world.users.at(1 + (index % Math.max(1, world.users.size - 1)));
  return {
    code: user["code"],
    name: `${user["lastName"]} ${user["firstName"]}`,
    guid: user["guid"],
    firstName: user["firstName"],
    lastName: user["lastName"],
  };
}

function addProject(world: World, seed: CustomerSeed, index: number, isClosed: boolean): void {
  const at = seededToday - (250 - (index % 240)) * dayMs;
  const unit = world.businessUnits.at(1 + (index % 3));
  const center = world.costCenters.at(index % 5);
  const { guid: currencyGuid, name: currencyName, code, symbol } = world.currencies.at(0);
  const guid = world.guid("project", index);
  const rootPhase = { guid: world.guid("phase", index), name: "Projekti" };
  const {
    guid: unitGuid,
    name: unitName,
    companyGuid,
    companyName,
    companyBusinessUnitGuid,
    companyCountryGuid,
    companyCurrencyGuid,
    code: unitCode,
  } = unit;
  const name = `${names.projectNames[index % names.projectNames.length]} ${index + 1}`;
  world.projects.add(
    {
      projectStatus: { name: isClosed ? "Closed" : "In progress" },
      isInternal: false,
      internalName: null,
      number: 5001 + index,
      description: null,
      isClosed,
      closedDate: isClosed ? "2026-03-01" : null,
      isJoiningAllowed: true,
      customer: { guid: seed.guid, name: seed.name, number: seed.number },
      projectOwner: owner(world, index),
      businessUnit: {
        guid: unitGuid,
        name: unitName,
        companyGuid,
        companyName,
        companyBusinessUnitGuid,
        companyCountryGuid,
        companyCurrencyGuid,
        code: unitCode,
      },
      currency: { guid: currencyGuid, name: currencyName, code, symbol },
      startDate: "2025-09-01",
      deadline: "2026-12-31",
      rootPhase,
      costCenter: { name: center["name"], guid: center["guid"], identifier: center["identifier"] },
      paymentTerm: 14,
      ourReference: owner(world, index)["name"],
      yourReference: seed.contactName,
      orderNumber: index % 3 === 0 ? `PO-${7000 + index}` : null,
      isMileageBillable: true,
      isDailyAllowanceBillable: true,
      isOtherTravelExpensesBillable: true,
      guid,
      name,
      ...world.audit(at),
    },
    at,
  );
  world.phases.add(
    { ...rootPhase, project: { guid, name }, isCompleted: false, isLocked: false, ...world.audit(at) },
    at,
  );
}
