import { dayMs, seededToday } from "../seed/calendar.ts";
import { Guids } from "../seed/guid.ts";
import { Random } from "../seed/random.ts";
import type { JsonRecord } from "../server/json.ts";
import type { SeveraChosen } from "./options.ts";
import { Register } from "./register.ts";

/** Numbers of the kinds inside GUIDs. */
export const kinds = {
  address: 1,
  bankAccount: 2,
  businessUnit: 3,
  company: 4,
  contact: 5,
  costCenter: 6,
  costAccount: 7,
  country: 8,
  currency: 9,
  customer: 10,
  culture: 11,
  entry: 12,
  file: 13,
  fileData: 14,
  invoice: 15,
  invoiceSettings: 16,
  invoiceStatus: 17,
  language: 18,
  phase: 19,
  product: 20,
  productCategory: 21,
  project: 22,
  projectFee: 23,
  organization: 24,
  row: 25,
  salesAccount: 26,
  template: 27,
  travelExpense: 28,
  travelExpenseType: 29,
  travelReimbursement: 30,
  travelStatus: 31,
  user: 32,
  vatRate: 33,
  workType: 34,
  projectFile: 35,
  salesStatusType: 36,
} as const;

/** When the registers of settings were filled. */
export const settingsTime = seededToday - 400 * dayMs;

/** A file whose bytes are made when they are asked for. */
export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly bytes: () => Buffer;
}

/** The registers of the imitated Severa organisation, and what every part of it needs. */
export class World {
  readonly options: SeveraChosen;
  readonly guids: Guids;
  readonly random: Random;
  readonly addresses = new Register();
  readonly bankAccounts = new Register();
  readonly businessUnits = new Register();
  readonly contactPersons = new Register();
  readonly costAccounts = new Register();
  readonly costCenters = new Register();
  readonly countries = new Register();
  readonly currencies = new Register();
  readonly customers = new Register();
  readonly invoiceStatuses = new Register();
  readonly languages = new Register();
  readonly phases = new Register();
  readonly productCategories = new Register();
  readonly products = new Register();
  readonly projectFees = new Register();
  readonly projectFiles = new Register();
  readonly projects = new Register();
  readonly salesAccounts = new Register();
  readonly salesStatusTypes = new Register();
  readonly travelExpenseTypes = new Register();
  readonly travelExpenses = new Register();
  readonly travelExpenseFiles = new Register();
  readonly travelReimbursements = new Register();
  readonly travelStatuses = new Register();
  readonly users = new Register();
  readonly vatRates = new Register();
  readonly workTypes = new Register();
  readonly files = new Map<string, StoredFile>();
  #by: JsonRecord | undefined;
  #stamped = { at: -1, text: "" };
  organizationDetails: JsonRecord = {};
  organizationSettings: JsonRecord = {};

  constructor(options: SeveraChosen) {
    this.options = options;
    this.guids = new Guids(options.seed);
    this.random = new Random(options.seed);
  }

  guid(kind: keyof typeof kinds, index: number, part = 0): string {
    return this.guids.make(kinds[kind], index, part);
  }

  /** The four audit fields. */
  audit(created: number, changed = created): JsonRecord {
    this.#by ??= { code: "1", name: "Admin Anna", guid: this.guid("user", 0), firstName: "Anna", lastName: "Admin" };
    const createdDateTime = this.#stamp(created);
    const lastUpdatedDateTime = changed === created ? createdDateTime : this.#stamp(changed);
    return { createdDateTime, createdBy: this.#by, lastUpdatedDateTime, lastUpdatedBy: this.#by };
  }

  #stamp(at: number): string {
    if (this.#stamped.at !== at) this.#stamped = { at, text: new Date(at).toISOString() };
    return this.#stamped.text;
  }
}

/** `{guid, name}` of a record. */
export function reference(record: JsonRecord): JsonRecord {
  return { guid: record["guid"], name: record["name"] };
}
