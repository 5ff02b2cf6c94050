import { dayMs, isoDay } from "../seed/calendar.ts";
import { isRecord, type JsonRecord } from "../server/json.ts";
import { money } from "./invoice-output.ts";
import type { RowSeed } from "./invoice-rows.ts";
import type { InvoiceSeed, InvoiceTable } from "./invoices.ts";
import { owner } from "./seed-customers.ts";
import { reference, type World } from "./world.ts";

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
