/**
 * The company whose systems are imitated, as one of them knows it. The others are seeded to fit: some of it known to them,
 * some not yet, some in conflict. Plain facts, in no system's own words.
 */
export interface Company {
  readonly customers: readonly Customer[];
  readonly people: readonly Person[];
  /** In the order in which they were opened; closed ones last. */
  readonly projects: readonly Project[];
  readonly costCentres: readonly Named[];
  readonly units: readonly Named[];
  readonly bankAccounts: readonly BankAccount[];
  readonly products: readonly Sold[];
  readonly workTypes: readonly Sold[];
  readonly travelTypes: readonly Sold[];
}

export interface Named {
  readonly code: string;
  readonly name: string;
}

export interface Customer {
  readonly name: string;
  readonly number: number | null;
  readonly vatNumber: string | null;
  readonly country: "FI" | "SE";
  readonly street: string | null;
  readonly postalCode: string;
  readonly city: string;
  /** Made to show a fault; `number taken` wants another customer with its number in the other system. */
  readonly fault: "number taken" | "other" | undefined;
}

export interface Person {
  readonly code: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly email: string;
  /** Absent for whoever is no employee. */
  readonly identityCode: string | undefined;
  readonly bankAccount: string | undefined;
}

export interface Project {
  readonly number: string;
  readonly name: string;
  readonly isClosed: boolean;
}

export interface BankAccount {
  readonly iban: string;
  readonly bic: string;
  readonly bank: string;
}

/** What stands on the rows of documents. */
export interface Sold {
  readonly code: string | null;
  readonly name: string;
  readonly unit: string;
  readonly cents: number;
  readonly vat: number;
}

export const noCompany: Company = {
  customers: [],
  people: [],
  projects: [],
  costCentres: [],
  units: [],
  bankAccounts: [],
  products: [],
  workTypes: [],
  travelTypes: [],
};
