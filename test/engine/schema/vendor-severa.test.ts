import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RecordNode, SchemaNode, Slot } from "../../../engine/schema/lower.ts";
import { readShipped, shared } from "./read-schemas.ts";

/** A property as the published description has it. */
interface Model {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly allOf?: readonly Model[];
  readonly items?: Model;
  readonly properties?: Readonly<Record<string, Model>>;
  readonly required?: readonly string[];
}

const path = join(shared, "vendor/severa/severa-rest-v1.reconstructed.openapi3.json");
const present = existsSync(path);
const models: Readonly<Record<string, Model>> = present
  ? JSON.parse(readFileSync(path, "utf8")).components.schemas
  : {};

/** Our kind, what the system gives, what a create takes. */
const kinds: readonly (readonly [kind: string, output: string, input?: string])[] = [
  ["invoice", "InvoiceOutputModel"],
  ["invoiceRow", "InvoiceRowOutputModel"],
  ["invoiceStatus", "InvoiceStatusModel", "InvoiceStatusModel"],
  ["invoiceSettings", "InvoiceSettingsOutputModel"],
  ["customer", "CustomerModel", "CustomerModel"],
  ["address", "AddressModel", "AddressModel"],
  ["contactPerson", "ContactModel", "ContactModel"],
  ["project", "ProjectOutputModel", "ProjectInputModelBase"],
  ["projectFee", "ProjectFeeOutputModel", "ProjectFeeInputModel"],
  ["phase", "PhaseOutputModel"],
  ["projectFile", "ProjectFileModel"],
  ["businessUnit", "BusinessUnitModel", "BusinessUnitModel"],
  ["costCenter", "CostCenterModel", "CostCenterModel"],
  ["product", "ProductOutputModel", "ProductInputModel"],
  ["workType", "WorkTypeOutputModel", "WorkTypeInputModel"],
  ["travelExpenseType", "TravelExpenseTypeOutputModel", "TravelExpenseTypeInputModel"],
  ["productCategory", "ProductCategoryModel", "ProductCategoryModel"],
  ["salesStatusType", "SalesStatusTypeOutputModel"],
  ["customerCountrySettings", "CustomerCountrySettingsOutputModel"],
  ["travelReimbursement", "TravelReimbursementOutputModel", "TravelReimbursementInputModel"],
  ["projectTravelExpense", "ProjectTravelExpenseOutputModel", "ProjectTravelExpenseInputModel"],
  ["travelReimbursementStatus", "TravelReimbursementStatusModel", "TravelReimbursementStatusModel"],
  ["user", "UserOutputModel", "UserInputModel"],
  ["country", "CountryModel"],
  ["language", "LanguageModel"],
  ["currency", "CurrencyOutputModel"],
  ["vatRate", "VatRateOutputModel"],
  ["salesAccount", "SalesAccountModel"],
  ["costAccount", "CostAccountModel"],
  ["bankAccount", "BankAccountOutputModel"],
  ["organizationDetails", "OrganizationDetailsOutputModel"],
  ["organizationSettings", "OrganizationSettingsModel"],
];

/** What differs on purpose. */
const exceptions: Readonly<Record<string, string>> = {
  "address.customer: a create must fill it": "an address is posted below its customer, api-severa 6.2",
  "projectFile.project: not in the model": "a file is posted below its project, api-severa 6.15",
  "projectFile.project: a create must fill it": "a file is posted below its project, api-severa 6.15",
  "projectFile.project.guid: not in the model": "a file is posted below its project, api-severa 6.15",
  "projectFile.file: not in the model": "the binary part of the upload, api-severa 6.15",
  "projectFile.file: a create must fill it": "the binary part of the upload, api-severa 6.15",
  "projectFile.usages: missing": "where else the file is used; nothing here asks for it",
  "projectFile.projectGuid: not required": "read-only: a create says it in the path",
};

const MONEY = /^Money/;

describe.skipIf(!present)("the record schemas of Severa agree with the published description", () => {
  const { system } = readShipped("severa");

  test.each(kinds.map((each) => ({ kind: each[0], output: each[1], input: each[2] })))(
    "$kind",
    ({ kind, output, input }) => {
      const schema = system.kinds.get(kind);
      expect(schema).toBeDefined();
      if (schema === undefined) return;
      const differences = [
        ...compareRecord(kind, schema.record, models[output] ?? {}, models[input ?? output] ?? {}),
        ...compareCreate(kind, schema.record, input === undefined ? undefined : models[input]),
      ];
      expect(differences.filter((one) => !(one in exceptions))).toEqual([]);
    },
  );

  test("an entry behind an invoice row has only fields of work hours, project fees and travel expenses, with their types", () => {
    const parts = ["WorkHourOutputModel", "ProjectFeeOutputModel", "ProjectTravelExpenseOutputModel"].map(
      (name) => models[name] ?? {},
    );
    const record = system.kinds.get("invoiceEntry")?.record;
    expect(record?.properties.size).toBeGreaterThan(25);
    for (const property of record?.properties.values() ?? []) {
      const having = parts.flatMap((part) => part.properties?.[property.name] ?? []);
      const differences = having.map((model) =>
        compareSlot(`invoiceEntry.${property.name}`, property.slot(), model, false).filter(
          (one) => !one.endsWith("not in the model"),
        ),
      );
      expect(having.length).toBeGreaterThan(0);
      expect(Math.min(...differences.map((each) => each.length))).toBe(0);
    }
  });
});

function compareRecord(path: string, record: RecordNode, output: Model, input: Model): readonly string[] {
  const differences: string[] = [];
  const given = output.properties ?? {};
  const taken = input.properties ?? {};
  for (const name of Object.keys(given)) if (!record.properties.has(name)) differences.push(`${path}.${name}: missing`);
  for (const property of record.properties.values()) {
    const at = `${path}.${property.name}`;
    const model = given[property.name] ?? taken[property.name];
    if (model === undefined) {
      differences.push(`${at}: not in the model`);
      continue;
    }
    if (given[property.name] === undefined && !property.writeOnly) differences.push(`${at}: only written`);
    if (property.name === "guid") continue;
    const limit = taken[property.name]?.maxLength;
    differences.push(
      ...compareSlot(at, property.slot(), limit === undefined ? model : { ...model, maxLength: limit }, true),
    );
    if (property.required !== (output.required ?? []).includes(property.name))
      differences.push(`${at}: ${property.required ? "required" : "not required"}`);
  }
  return differences;
}

/** What a create takes: what it must fill, and that fields it does not take are read-only. */
function compareCreate(path: string, record: RecordNode, input: Model | undefined): readonly string[] {
  const differences: string[] = [];
  for (const property of record.properties.values()) {
    const at = `${path}.${property.name}`;
    const needed = (input?.required ?? []).includes(property.name);
    if (input !== undefined && property.requiredOnCreate !== needed)
      differences.push(`${at}: ${needed ? "a create need not fill it" : "a create must fill it"}`);
    const taken = property.name in (input?.properties ?? {});
    if (input !== undefined && !taken && !property.readOnly && property.name !== "project" && property.name !== "file")
      differences.push(`${at}: can be written`);
  }
  return differences;
}

function compareSlot(at: string, slot: Slot, model: Model, nullMatters: boolean): readonly string[] {
  const resolved = resolve(model);
  const differences =
    nullMatters && slot.nullable !== (resolved.nullable ?? false)
      ? [`${at}: ${slot.nullable ? "may" : "may not"} be null`]
      : [];
  return [...differences, ...compareNode(at, slot.node, resolved)];
}

function compareNode(at: string, node: SchemaNode, model: Model & { readonly name?: string }): readonly string[] {
  if (model.name !== undefined && MONEY.test(model.name))
    return node.kind === "record" && node.money !== undefined ? [] : [`${at}: no money`];
  if (model.enum !== undefined) {
    const same = node.kind === "enum" && node.members.join() === model.enum.join();
    return same ? [] : [`${at}: other words`];
  }
  if (model.type === "array" && node.kind === "list") return compareSlot(at, node.of(), model.items ?? {}, true);
  if (model.type === "object" && node.kind === "record") {
    const known = Object.keys(model.properties ?? {});
    const left = known.filter((name) => !node.properties.has(name)).map((name) => `${at}.${name}: missing`);
    const inner = [...node.properties.values()].flatMap((property) => {
      const below = model.properties?.[property.name];
      return below === undefined
        ? [`${at}.${property.name}: not in the model`]
        : compareSlot(`${at}.${property.name}`, property.slot(), below, !at.startsWith("invoiceEntry"));
    });
    return [...left, ...inner];
  }
  const expected = kindOf(model);
  if (node.kind !== expected) return [`${at}: ${node.kind} instead of ${expected}`];
  return node.kind === "text" && node.maxLength !== model.maxLength ? [`${at}: another limit`] : [];
}

function kindOf(model: Model): string {
  if (model.format === "date") return "date";
  if (model.format === "date-time") return "datetime";
  const kinds: Readonly<Record<string, string>> = {
    string: "text",
    boolean: "bool",
    integer: "int",
    number: "decimal",
    array: "list",
    object: "record",
  };
  return kinds[model.type ?? ""] ?? "unknown";
}

function resolve(model: Model): Model & { readonly name?: string } {
  const reference = model.$ref ?? model.allOf?.[0]?.$ref;
  if (reference === undefined) return model;
  const name = reference.split("/").at(-1) ?? "";
  return { ...models[name], name, ...(model.nullable === undefined ? {} : { nullable: model.nullable }) };
}
