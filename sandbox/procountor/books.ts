import { Random } from "../seed/random.ts";
import type { JsonRecord } from "../server/json.ts";
import type { ProcountorChosen } from "./options.ts";
import { Store, type Stored } from "./store.ts";

/** The fiscal years with their months. */
export interface FiscalYear {
  readonly id: number;
  readonly year: number;
  isOpen: boolean;
}

export interface AttachmentBytes {
  readonly type: string;
  readonly body: Buffer;
}

/** Everything the imitated Procountor company holds. */
export class Books {
  readonly options: ProcountorChosen;
  readonly random: Random;
  readonly invoices = new Store(4_000_001, true);
  readonly receipts = new Store(6_000_001, true);
  readonly partners = new Store(300_001, true);
  readonly products = new Store(70_001, true);
  readonly persons = new Store(500_001, true);
  readonly dimensions = new Store(901, false);
  readonly attachments = new Store(800_001, false);
  readonly bankAccounts = new Store(41, false);
  readonly payments = new Store(1_200_001, false);
  readonly attachmentBytes = new Map<number, AttachmentBytes>();
  readonly byOriginalNumber = new Map<string, Stored[]>();
  readonly byCustomerNumber = new Map<string, Stored[]>();
  readonly years: readonly FiscalYear[];
  /** Status changes made over the API, in order. */
  readonly transitions: { readonly id: number; readonly action: string; readonly from: string; readonly to: string }[] =
    [];
  #nextInvoiceNumber = 10_001;
  #nextRowId = 20_000_001;
  #nextItemId = 5_001;

  constructor(options: ProcountorChosen) {
    this.options = options;
    this.random = new Random(options.seed ^ 0xb00c);
    this.years = [2027, 2026, 2025, 2024].map((year, index) => ({
      id: 64 - index,
      year,
      isOpen: year >= 2026 || !options.closedYears,
    }));
  }

  nextInvoiceNumber(): number {
    this.#nextInvoiceNumber += 1;
    return this.#nextInvoiceNumber - 1;
  }

  nextRowId(): number {
    this.#nextRowId += 1;
    return this.#nextRowId - 1;
  }

  nextItemId(): number {
    this.#nextItemId += 1;
    return this.#nextItemId - 1;
  }

  /** False for a date in a closed year or in none. */
  isOpen(day: string): boolean {
    const year = Number(day.slice(0, 4));
    return this.years.some((entry) => entry.year === year && entry.isOpen);
  }

  visibleAt(now: number, lagMs: number): number {
    return now + this.options.listLagMs + lagMs;
  }
}

export function indexed(map: Map<string, Stored[]>, key: string, stored: Stored): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [stored]);
  else known.push(stored);
}

/** The VAT percentages in use at home, and those of Sweden. */
export const vatPercents = [25.5, 24, 14, 13.5, 10, 0];
export const swedishVatPercents = [25, 12, 6, 0];
/** VAT statuses; all but the first go with 0 %. */
export const vatStatuses: readonly JsonRecord[] = [
  { vatStatus: 1, description: "Domestic", sales: true, purchase: true },
  { vatStatus: 2, description: "Zero rate, domestic", sales: true, purchase: true },
  { vatStatus: 3, description: "EU sales and purchases", sales: true, purchase: true },
  { vatStatus: 4, description: "Construction, reverse charge", sales: true, purchase: true },
];
