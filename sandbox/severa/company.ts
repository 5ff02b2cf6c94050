import type { Company, Sold } from "../seed/company.ts";
import { type JsonRecord, textAt } from "../server/json.ts";
import { productSeeds, travelTypeSeeds, workTypeSeeds } from "./seed-codes.ts";
import type { Severa } from "./severa.ts";

/** The company as the others are to know it. */
export function companyOf({ world, cases, customers }: Pick<Severa, "world" | "cases" | "customers">): Company {
  const own = [...cases.values()].filter((entry) => entry.ownCustomer);
  return {
    customers: customers.map(({ index, name, number, vatNumber, country, street, postalCode, city }) => {
      const special = own[index - world.options.customers]?.case;
      const taken = special === "customer number taken by another business ID";
      const fault = special === undefined ? undefined : taken ? "number taken" : "other";
      return { name, number, vatNumber, country, street, postalCode, city, fault };
    }),
    people: world.users.all().map((user) => ({
      code: text(user, "code"),
      firstName: text(user, "firstName"),
      lastName: text(user, "lastName"),
      street: text(user, "address"),
      postalCode: text(user, "postalCode"),
      city: text(user, "city"),
      email: text(user, "email"),
      identityCode: textAt(user, "socialSecurityNumber"),
      bankAccount: textAt(user, "bankAccountNumber"),
    })),
    projects: world.projects.all().map((project) => ({
      number: text(project, "number"),
      name: text(project, "name"),
      isClosed: project["isClosed"] === true,
    })),
    costCentres: world.costCenters
      .all()
      .map((center) => ({ code: text(center, "identifier"), name: text(center, "name") })),
    units: world.businessUnits.all().map((unit) => ({ code: text(unit, "code"), name: text(unit, "name") })),
    bankAccounts: world.bankAccounts.all().map((account) => ({
      iban: text(account, "accountNumber"),
      bic: text(account, "bic"),
      bank: text(account, "bankName"),
    })),
    products: productSeeds,
    workTypes: workTypeSeeds.map((type): Sold => ({ ...type, unit: "h", vat: 25.5 })),
    travelTypes: travelTypeSeeds.map((type): Sold => ({ ...type, vat: 25.5 })),
  };
}

function text(record: JsonRecord, name: string): string {
  return String(record[name] ?? "");
}
