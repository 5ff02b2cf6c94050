import { dayMs, seededToday } from "../seed/calendar.ts";
import { mix, Random } from "../seed/random.ts";
import { type JsonRecord, merged } from "../server/json.ts";
import type { InvoiceCase } from "./cases.ts";
import { attachedFiles } from "./invoice-files.ts";
import { buildInvoice, buildRow } from "./invoice-output.ts";
import { buildRows, type RowSeed } from "./invoice-rows.ts";
import { type CustomerSeed, projectsPerCustomer } from "./seed-customers.ts";
import { kinds, type StoredFile, type World } from "./world.ts";

/** Places of the statuses in the register. */
export const statusAt = { draft: 0, waiting: 1, transferred: 2, paid: 3 } as const;

const firstNumber = 26_001;

/** What the seed decides about an invoice before any of it is written out. */
export interface InvoiceSeed {
  readonly index: number;
  readonly customer: CustomerSeed;
  readonly projects: readonly JsonRecord[];
  readonly date: number;
  readonly term: number;
  readonly isCreditNote: boolean;
  readonly case: InvoiceCase["case"] | undefined;
  readonly rows: readonly RowSeed[];
  readonly grouping: boolean;
}

/**
 * The invoices of the organisation. Of each only status, number, time of change and edits are kept; the rest follows
 * from the seed whenever it is asked for, so that a hundred thousand cost no more memory than a few columns.
 */
export class InvoiceTable {
  readonly size: number;
  readonly #world: World;
  readonly #customers: readonly CustomerSeed[];
  readonly #cases: ReadonlyMap<number, InvoiceCase>;
  readonly #status: Uint8Array;
  readonly #number: Int32Array;
  readonly #changed: Float64Array;
  readonly #edits = new Map<number, JsonRecord>();
  readonly #rowEdits = new Map<string, JsonRecord>();
  readonly #byNumber = new Map<number, number>();
  readonly #withoutFiles = new Set<number>();
  #nextNumber: number;

  constructor(world: World, customers: readonly CustomerSeed[], cases: ReadonlyMap<number, InvoiceCase>) {
    const waiting = world.options.invoices;
    const others = Math.min(12, Math.ceil(waiting / 5));
    this.size = waiting + others;
    this.#world = world;
    this.#customers = customers;
    this.#cases = cases;
    this.#status = new Uint8Array(this.size);
    this.#number = new Int32Array(this.size);
    this.#changed = new Float64Array(this.size);
    this.#nextNumber = firstNumber;
    for (let index = 0; index < this.size; index += 1) {
      const status =
        index < waiting ? statusAt.waiting : ([statusAt.draft, statusAt.transferred, statusAt.paid][index % 3] ?? 0);
      this.#status[index] = status;
      this.#changed[index] = this.createdAt(index);
      if (status !== statusAt.draft) this.#assignNumber(index);
    }
  }

  #assignNumber(index: number): void {
    this.#number[index] = this.#nextNumber;
    this.#byNumber.set(this.#nextNumber, index);
    this.#nextNumber += 1;
  }

  get nextNumber(): number {
    return this.#nextNumber;
  }

  statusOf(index: number): number {
    return this.#status[index] ?? 0;
  }

  createdAt(index: number): number {
    return seededToday - 5 * dayMs + index * 1000;
  }

  changedAt(index: number): number {
    return this.#changed[index] ?? 0;
  }

  numberOf(index: number): number | null {
    return this.#number[index] || null;
  }

  withNumber(number: number): number | undefined {
    return this.#byNumber.get(number);
  }

  find(guid: string): number | undefined {
    return this.#place(guid, kinds.invoice);
  }

  findSettings(guid: string): number | undefined {
    return this.#place(guid, kinds.invoiceSettings);
  }

  #place(guid: string, kind: number): number | undefined {
    const origin = this.#world.guids.read(guid);
    return origin?.kind === kind && origin.index < this.size ? origin.index : undefined;
  }

  /** The row a GUID stands for. */
  findRow(guid: string): { readonly index: number; readonly row: number } | undefined {
    const origin = this.#world.guids.read(guid);
    if (origin?.kind !== kinds.row || origin.index >= this.size) return undefined;
    return origin.part < this.seed(origin.index).rows.length ? { index: origin.index, row: origin.part } : undefined;
  }

  /** Cheap facts for filters, without the rows. */
  facts(index: number): { readonly customer: CustomerSeed; readonly date: number } {
    const random = new Random(mix(this.#world.options.seed, 31, index));
    return { customer: this.#customerOf(index, random), date: this.#dateOf(index) };
  }

  #customerOf(index: number, random: Random): CustomerSeed {
    const special = this.#cases.get(index);
    const regular = this.#world.options.customers;
    const place = random.below(regular);
    if (special?.ownCustomer !== true) return this.#customer(place);
    const own = [...this.#cases.values()].filter((entry) => entry.ownCustomer);
    return this.#customer(regular + own.indexOf(special));
  }

  #customer(place: number): CustomerSeed {
    const customer = this.#customers[place];
    if (customer === undefined) throw new RangeError(`no customer ${place}`);
    return customer;
  }

  #dateOf(index: number): number {
    if (this.#cases.get(index)?.case === "closed fiscal period") return Date.UTC(2024, 11, 12);
    return Date.UTC(2026, 0, 7) + ((index * 7919) % 60) * dayMs;
  }

  seed(index: number): InvoiceSeed {
    const random = new Random(mix(this.#world.options.seed, 31, index));
    const customer = this.#customerOf(index, random);
    const special = this.#cases.get(index)?.case;
    const first = customer.index * projectsPerCustomer;
    const both = random.chance(0.1);
    const one = random.below(projectsPerCustomer);
    const projects = both ? [first, first + 1] : [first + one];
    const isCreditNote = special === undefined && index % 17 === 11;
    const grouping = index % 6 === 1;
    return {
      index,
      customer,
      isCreditNote,
      case: special,
      grouping,
      term: random.pick([7, 14, 14, 30]),
      date: this.#dateOf(index),
      projects: projects.map((place) => this.#world.projects.at(place)),
      rows: buildRows(random, {
        isCreditNote,
        grouping,
        special,
        abroad: customer.country === "SE",
        projects: projects.length,
      }),
    };
  }

  /** The invoice as it is served. */
  record(index: number): JsonRecord {
    const built = buildInvoice(this.#world, this, this.seed(index));
    const edit = this.#edits.get(index);
    return edit === undefined ? built : merged(built, edit);
  }

  /** The row as it is served. */
  row(index: number, row: number): JsonRecord {
    return this.#row(this.seed(index), row);
  }

  rows(index: number): readonly JsonRecord[] {
    const seed = this.seed(index);
    return seed.rows.map((_, row) => this.#row(seed, row));
  }

  #row(seed: InvoiceSeed, row: number): JsonRecord {
    const built = buildRow(this.#world, this, seed, row);
    const edit = this.#rowEdits.get(`${seed.index}/${row}`);
    return edit === undefined ? built : merged(built, edit);
  }

  settings(index: number): JsonRecord {
    const grouping = this.seed(index).grouping ? "Group" : "OneByOne";
    const edit = this.#edits.get(-1 - index);
    const built = {
      guid: this.#world.guid("invoiceSettings", index),
      isReverseCharged: this.facts(index).customer.country === "SE",
      reverseChargeDescription: null,
      showLogoAndTitle: true,
      showFooter: true,
      showQuantity: true,
      showUnit: true,
      showUnitPrice: true,
      showValueAddedTax: true,
      showPriceExcludingValueAddedTax: true,
      workHourDescriptionFormat: "",
      projectTravelExpenseDescriptionFormat: "",
      projectFeeDescriptionFormat: "",
      workHourGrouping: grouping,
      projectFeeGrouping: "OneByOne",
      projectTravelExpenseGrouping: "OneByOne",
      showCategories: true,
      showReferenceNumber: true,
      ...this.#world.audit(this.createdAt(index), this.changedAt(index)),
    };
    return edit === undefined ? built : merged(built, edit);
  }

  /** Moves the status; gives the next number where the new one asks for it. */
  setStatus(index: number, status: number, now: number): void {
    this.#status[index] = status;
    this.#changed[index] = now;
    if (this.#world.invoiceStatuses.at(status)["hasInvoiceNumber"] === true && this.numberOf(index) === null)
      this.#assignNumber(index);
  }

  edit(index: number, change: JsonRecord, now: number): void {
    this.#edits.set(index, merged(this.#edits.get(index) ?? {}, change));
    this.#changed[index] = now;
  }

  editSettings(index: number, change: JsonRecord, now: number): void {
    this.#edits.set(-1 - index, merged(this.#edits.get(-1 - index) ?? {}, change));
    this.#changed[index] = now;
  }

  editRow(index: number, row: number, change: JsonRecord, now: number): void {
    const key = `${index}/${row}`;
    this.#rowEdits.set(key, merged(this.#rowEdits.get(key) ?? {}, change));
    this.#changed[index] = now;
  }

  /** Attachments of an invoice, metadata only; the bytes are registered with the world. */
  files(index: number): readonly JsonRecord[] {
    return this.#attached(index).map((file, part) => {
      const fileGuid = this.#world.guid("fileData", index, part);
      return {
        name: file.name,
        size: file.size,
        description: null,
        contentType: file.type,
        category: "Invoice",
        isInternal: false,
        guid: this.#world.guid("file", index, part),
        fileGuid,
        invoiceGuid: this.#world.guid("invoice", index),
        sortOrder: part + 1,
        ...this.#world.audit(this.createdAt(index), this.changedAt(index)),
      };
    });
  }

  /** The file whose `fileGuid` this is. */
  file(guid: string): StoredFile | undefined {
    const origin = this.#world.guids.read(guid);
    if (origin?.kind !== kinds.fileData || origin.index >= this.size) return undefined;
    return this.#attached(origin.index)[origin.part];
  }

  #attached(index: number): readonly StoredFile[] {
    return this.#withoutFiles.has(index) ? [] : attachedFiles(index, this.#cases.get(index)?.case);
  }

  /** Takes the attachments off, as a person would. */
  removeFiles(index: number, now: number): void {
    this.#withoutFiles.add(index);
    this.#changed[index] = now;
  }
}
