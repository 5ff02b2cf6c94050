import { referenceNumber } from "../seed/identity.ts";
import { mix, Random } from "../seed/random.ts";
import { pdf, pdfOfSize } from "../server/documents.ts";
import { isRecord, type JsonRecord, merged, textAt } from "../server/json.ts";
import type { InvoiceCase } from "./cases.ts";
import { buildRows, type RowSeed } from "./invoice-rows.ts";
import { type CustomerSeed, owner, projectsPerCustomer } from "./seed-customers.ts";
import { dayMs, isoDay, reference, type StoredFile, seededToday, type World } from "./world.ts";

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
    return this.#place(guid, 15);
  }

  findSettings(guid: string): number | undefined {
    return this.#place(guid, 16);
  }

  #place(guid: string, kind: number): number | undefined {
    const origin = this.#world.guids.read(guid);
    return origin?.kind === kind && origin.index < this.size ? origin.index : undefined;
  }

  /** The row a GUID stands for. */
  findRow(guid: string): { readonly index: number; readonly row: number } | undefined {
    const origin = this.#world.guids.read(guid);
    if (origin?.kind !== 25 || origin.index >= this.size) return undefined;
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
    if (origin?.kind !== 14 || origin.index >= this.size) return undefined;
    return this.#attached(origin.index)[origin.part];
  }

  #attached(index: number): readonly StoredFile[] {
    const special = this.#cases.get(index)?.case;
    if (special === "attachment of a forbidden type")
      return [
        stored(
          "sopimus.docx",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          Buffer.from("PK\u0003\u0004"),
        ),
      ];
    if (special === "attachment over 10 MB")
      return [
        { name: "piirustukset.pdf", type: "application/pdf", size: 11_000_000, bytes: () => pdfOfSize(11_000_000) },
      ];
    if (special === "attachment with special characters in its name")
      return [stored("liite #1: työ & matka.pdf", "application/pdf", pdf(["Liite"]))];
    if (index % 5 !== 3) return [];
    const first = stored(`tuntierittely-${index + 1}.pdf`, "application/pdf", pdf([`Tuntierittely ${index + 1}`]));
    return index % 10 === 3
      ? [
          first,
          stored(
            `kuva-${index + 1}.gif`,
            "image/gif",
            Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
          ),
        ]
      : [first];
  }
}

function stored(name: string, type: string, bytes: Buffer): StoredFile {
  return { name, type, size: bytes.length, bytes: () => bytes };
}

function money(cents: number): JsonRecord {
  return { amount: cents / 100, currencyCode: "EUR" };
}

function buildInvoice(world: World, table: InvoiceTable, seed: InvoiceSeed): JsonRecord {
  const { index, customer } = seed;
  const status = world.invoiceStatuses.at(table.statusOf(index));
  const number = table.numberOf(index);
  const language = world.languages.at(customer.index % 9 === 4 ? 2 : customer.country === "FI" ? 0 : 1);
  const { guid: currencyGuid, name: currencyName, symbol } = world.currencies.at(0);
  const country = customer.country === "FI" ? "Finland" : "Sweden";
  const party = { name: customer.name, guid: customer.guid, number: customer.number };
  const totals = seed.rows.reduce(
    (sum, row) => ({
      net: sum.net + row.net,
      tax: sum.tax + row.tax,
      hours: sum.hours + (row.type === "Hours" ? row.net : 0),
      fees: sum.fees + (row.type === "ProjectFees" ? row.net : 0),
      travels: sum.travels + (row.type === "TravelExpenses" ? row.net : 0),
      quantity: sum.quantity + (row.type === "Hours" ? row.hundredths : 0),
    }),
    { net: 0, tax: 0, hours: 0, fees: 0, travels: 0, quantity: 0 },
  );
  const person = owner(world, customer.index);
  const orderNumber =
    seed.case === "order reference over 70 characters"
      ? `Puitesopimus 2026/118, tilaus PO-${index}, kustannuspaikka Etelä-Suomi, vastuuhenkilö ${customer.contactName}`
      : index % 2 === 0
        ? `PO-${40_000 + index}`
        : null;
  return {
    guid: world.guid("invoice", index),
    number,
    referenceNumber: number === null ? null : referenceNumber(String(number)),
    status: {
      guid: status["guid"],
      name: status["name"],
      isSent: status["isSent"],
      isWaitingPayment: status["isWaitingPayment"],
      isPaid: status["isPaid"],
    },
    customer: party,
    projects: seed.projects.map((project) => ({
      name: project["name"],
      guid: project["guid"],
      number: project["number"],
    })),
    date: isoDay(seed.date),
    dueDate: isoDay(seed.date + seed.term * dayMs),
    paymentDate: null,
    entryDate: isoDay(seed.date),
    paymentTerm: seed.term,
    overdueInterest: 8,
    ourReference: textAt(person, "name") ?? null,
    yourReference: customer.contactName,
    currency: { guid: currencyGuid, name: currencyName, code: "EUR", symbol },
    currencyRate: 1,
    totalIncludingTax: money(totals.net + totals.tax),
    totalExcludingTax: money(totals.net),
    totalTax: money(totals.tax),
    workHoursTotalExcludingTax: money(totals.hours),
    projectFeesTotalExcludingTax: money(totals.fees),
    projectTravelExpensesTotalExcludingTax: money(totals.travels),
    flatRatesTotalExcludingTax: money(0),
    workHoursQuantity: totals.quantity / 100,
    receiverCustomerName: customer.name,
    receiverContactGuid: world.guid("contact", customer.index),
    receiverContactName: customer.contactName,
    receiverContactEmail: customer.contactEmail,
    receiverAddress: {
      addressline: customer.street,
      postalCode: customer.postalCode,
      city: customer.city,
      state: null,
      country,
    },
    receiverVatNumber: customer.vatNumber,
    receiverKvkNumber: null,
    senderName: world.organizationDetails["name"],
    senderContactName: textAt(person, "name") ?? null,
    senderContactGuid: person["guid"],
    senderAddress: {
      addressline: "Mannerheimintie 12 B",
      postalCode: "00100",
      city: "HELSINKI",
      state: null,
      country: "Finland",
    },
    senderVatNumber: world.organizationDetails["vatNumber"],
    senderKvkNumber: null,
    isCreditNote: seed.isCreditNote,
    reimburseInvoice:
      seed.isCreditNote && index > 0
        ? { guid: world.guid("invoice", index - 1), number: table.numberOf(index - 1) }
        : null,
    creditNoteInvoice: null,
    invoiceNumberBusinessUnitGuid: null,
    orderNumber,
    culture: { name: "Finnish (Finland)", englishName: "Finnish (Finland)", code: "fi-FI" },
    billingCustomer: party,
    notes: index % 4 === 0 ? "Kiitos hyvästä yhteistyöstä!" : null,
    freeText1: index % 3 === 0 ? freeText("Laskutus sopimuksen mukaan.") : null,
    freeText2:
      seed.case === "character outside Windows-1252"
        ? freeText("Проект 漢字")
        : index % 8 === 5
          ? freeText("Maksuehto sopimuksesta.\nViivästyskorko korkolain mukaan.")
          : null,
    language: {
      name: language["name"],
      guid: language["guid"],
      englishName: language["englishName"],
      code: language["code"],
    },
    canBeDeleted: status["isReadOnly"] !== true,
    workHourValueAddedTax: customer.country === "SE" ? 0 : 25.5,
    ...world.audit(table.createdAt(index), table.changedAt(index)),
  };
}

function freeText(plainText: string): JsonRecord {
  return { value: plainText, text: plainText, plainText, allowTags: false, tagContext: null };
}

function buildRow(world: World, table: InvoiceTable, seed: InvoiceSeed, row: number): JsonRecord {
  const spec = seed.rows[row];
  if (spec === undefined) throw new RangeError(`no row ${row}`);
  const project = seed.projects[spec.project] ?? seed.projects[0] ?? {};
  const center = project["costCenter"];
  const account = world.salesAccounts.at(spec.type === "Hours" ? 0 : spec.type === "ProjectFees" ? 1 : 2);
  return {
    guid: world.guid("row", seed.index, row),
    invoiceGuid: world.guid("invoice", seed.index),
    rowType: spec.type,
    description: spec.description,
    quantity: spec.hundredths / 100,
    unitPrice: money(spec.cents),
    measurementUnit: spec.unit,
    vatRate: spec.vat,
    sortOrder: row + 1,
    salesAccount: { number: account["number"], name: account["name"] },
    recurringSalesAccount: null,
    costCenter: isRecord(center) ? { number: center["identifier"], name: center["name"] } : null,
    vatAccount: { number: "2939", name: "Arvonlisäverovelka" },
    salesReceivableAccount: { number: "1700", name: "Myyntisaamiset" },
    category: spec.type === "TravelExpenses" ? "Travels" : spec.type,
    flatRateGuid: null,
    hasInvoiceComment: false,
    code: spec.code === null ? null : [spec.code],
    ...world.audit(table.createdAt(seed.index), table.changedAt(seed.index)),
  };
}

/** Hours, fees or travel expenses behind a row; grouped rows have two of them. */
export function entriesOf(world: World, table: InvoiceTable, index: number, row: number): readonly JsonRecord[] {
  const seed = table.seed(index);
  const spec = seed.rows[row];
  if (spec === undefined) return [];
  const parts =
    seed.grouping && spec.type === "Hours"
      ? [Math.floor(spec.hundredths / 2), spec.hundredths - Math.floor(spec.hundredths / 2)]
      : [spec.hundredths];
  return parts.map((hundredths, part) => entry(world, table, seed, row, part, hundredths));
}

function entry(
  world: World,
  table: InvoiceTable,
  seed: InvoiceSeed,
  row: number,
  part: number,
  hundredths: number,
): JsonRecord {
  const spec = seed.rows[row] as RowSeed;
  const project = seed.projects[spec.project] ?? seed.projects[0] ?? {};
  const { guid: projectGuid, name: projectName, number } = project;
  const companyGuid = isRecord(project["businessUnit"]) ? project["businessUnit"]["companyGuid"] : null;
  const user = owner(world, seed.index + row);
  const phase = isRecord(project["rootPhase"]) ? project["rootPhase"] : {};
  const date = isoDay(seed.date - (row + 2) * dayMs);
  const common = {
    guid: world.guid("entry", seed.index, row * 2 + part),
    description: spec.description,
    unitPrice: money(spec.cents),
    unitCost: money(Math.round(spec.cents * 0.6)),
    quantity: hundredths / 100,
    invoiceQuantity: hundredths / 100,
    isBillable: true,
    eventDate: date,
    invoice: { guid: world.guid("invoice", seed.index), date: isoDay(seed.date), number: table.numberOf(seed.index) },
    invoiceRowGuid: world.guid("row", seed.index, row),
    invoiceRowDescription: spec.description,
    invoiceRowComment: null,
    ...world.audit(table.createdAt(seed.index), table.changedAt(seed.index)),
  };
  const customer = { name: seed.customer.name, guid: seed.customer.guid };
  const userModel = { code: user["code"], name: user["name"], guid: user["guid"] };
  if (spec.type === "Hours") {
    const type = world.workTypes.at(spec.source);
    return {
      ...common,
      phase: { ...phase, isCompleted: false, isLocked: false },
      customer: { ...customer, number: seed.customer.number },
      workType: { guid: type["guid"], name: type["name"], code: type["code"] },
      billableStatus: "Billable",
      isProductive: true,
      isApproved: true,
      isModifiable: false,
      user: { ...userModel, firstName: user["firstName"], lastName: user["lastName"] },
      project: { name: projectName, guid: projectGuid, number, companyGuid, isClosed: project["isClosed"] },
    };
  }
  if (spec.type === "ProjectFees") {
    const product = world.products.at(spec.source);
    return {
      ...common,
      name: product["name"],
      project: { guid: projectGuid, name: projectName, companyGuid },
      phase,
      customer: { ...customer, number: seed.customer.number },
      product: { name: product["name"], guid: product["guid"], code: product["code"] },
      measurementUnit: spec.unit,
      hasVolumePricing: false,
      productType: product["type"],
      vatRate: spec.vat,
      user: userModel,
      costCenter: project["costCenter"],
      isRecurrenceRule: false,
    };
  }
  const type = world.travelExpenseTypes.at(spec.source);
  return {
    ...common,
    project: { guid: projectGuid, name: projectName, companyGuid, isInternal: false, number },
    phase,
    customer,
    user: userModel,
    travelExpense: {
      guid: type["guid"],
      name: type["name"],
      expenseClass: type["expenseClass"],
      includeTime: type["includeTime"],
      code: type["code"],
    },
    measurementUnit: spec.unit,
    vatRate: spec.vat,
    purchaseVatRate: 0,
    travelReimbursementRequired: true,
    costCenter: isRecord(project["costCenter"]) ? reference(project["costCenter"]) : null,
    attachmentCount: 0,
  };
}
