import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RecordNode, SchemaNode } from "../../../engine/schema/lower.ts";
import { readShipped, shared } from "./read-schemas.ts";

/** A field as the published digest has it. */
interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly type?: string;
  readonly format?: string;
  readonly maxLength?: number;
  readonly scale?: number;
  readonly enum?: readonly string[];
  readonly enumRef?: string;
  readonly ref?: string;
  readonly items?: Omit<Field, "name" | "required">;
}

interface Digest {
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly schemas: Readonly<Record<string, { readonly fields: readonly Field[] }>>;
}

const path = join(shared, "vendor/procountor/procountor-26.04-digest.json");
const present = existsSync(path);
const digest: Digest = present ? JSON.parse(readFileSync(path, "utf8")) : { enums: {}, schemas: {} };

const kinds = [
  ["invoice", "Invoice"],
  ["paymentEvent", "PaymentEvent"],
  ["businessPartner", "BusinessPartner"],
  ["product", "Product"],
  ["dimension", "Dimension"],
  ["dimensionItem", "DimensionItem"],
  ["ledgerReceipt", "LedgerReceipt"],
  ["ledgerTransactionDimensions", "DimensionItemValueList"],
  ["attachment", "Attachment"],
  ["person", "Person"],
  ["bankAccount", "CompanyBankAccount"],
  ["fiscalYear", "FiscalYear"],
  ["coa", "LedgerAccount"],
  ["vat", "VatCountryInfo"],
  ["vatStatus", "VatStatusInfo"],
  ["company", "Company"],
  ["sessionInfo", "SessionInfo"],
] as const;

/** What differs on purpose. */
const exceptions: Readonly<Record<string, string>> = {
  "attachment.file: not published": "the second part of the upload, api-procountor 9",
  "dimensionItem.dimensionId: not published": "stands in the path of the call, api-procountor 10",
  "ledgerTransactionDimensions.ledgerReceiptId: not published": "stands in the path of the call, api-procountor 10",
  "ledgerTransactionDimensions.transactionId: not published": "stands in the path of the call, api-procountor 10",
};

describe.skipIf(!present)("the record schemas of Procountor agree with the published digest", () => {
  const { system } = readShipped("procountor");

  test.each(kinds)("%s", (kind, model) => {
    const schema = system.kinds.get(kind);
    expect(schema).toBeDefined();
    if (schema === undefined) return;
    const identity = [`${kind}.${schema.id}: required`];
    const differences = compareRecord(kind, schema.record, model).filter(
      (one) => !(one in exceptions) && !identity.includes(one),
    );
    expect(differences).toEqual([]);
  });

  test("all countries, currencies and units are there", () => {
    const target = (kind: string, field: string) => system.kinds.get(kind)?.target(field)?.type;
    expect(target("invoice", "vatCountry")).toMatchObject({ members: { length: 251 } });
    expect(target("product", "currency")).toMatchObject({ members: { length: 211 } });
    expect(target("product", "unit")).toMatchObject({ members: { length: 111 } });
  });
});

function compareRecord(at: string, record: RecordNode, model: string): readonly string[] {
  const fields = digest.schemas[model]?.fields ?? [];
  const published = new Set(fields.map((field) => field.name));
  return [
    ...[...record.properties.keys()]
      .filter((name) => !published.has(name))
      .map((name) => `${at}.${name}: not published`),
    ...fields.flatMap((field) => {
      const property = record.properties.get(field.name);
      if (property === undefined) return [`${at}.${field.name}: missing`];
      const required =
        property.required === field.required
          ? []
          : [`${at}.${field.name}: ${property.required ? "required" : "not required"}`];
      return [...required, ...compareNode(`${at}.${field.name}`, property.slot().node, field)];
    }),
  ];
}

function compareNode(at: string, node: SchemaNode, field: Omit<Field, "name" | "required">): readonly string[] {
  if (field.ref !== undefined)
    return node.kind === "record" ? compareRecord(at, node, field.ref) : [`${at}: no record`];
  const words = field.enum ?? (field.enumRef === undefined ? undefined : digest.enums[field.enumRef]);
  if (words !== undefined) return node.kind === "enum" && sameWords(node.members, words) ? [] : [`${at}: other words`];
  if (field.type === "array")
    return node.kind === "list" ? compareNode(at, node.of().node, field.items ?? {}) : [`${at}: no list`];
  const expected = kindOf(field);
  if (node.kind !== expected) return [`${at}: ${node.kind} instead of ${expected}`];
  if (node.kind === "text" && node.maxLength !== field.maxLength)
    return [`${at}: limit ${String(node.maxLength)} instead of ${String(field.maxLength)}`];
  return node.kind === "decimal" && node.scale !== field.scale ? [`${at}: another scale`] : [];
}

function sameWords(ours: readonly string[], theirs: readonly string[]): boolean {
  return [...ours].sort().join() === [...theirs].sort().join();
}

function kindOf(field: Omit<Field, "name" | "required">): string {
  if (field.format === "date") return "date";
  if (field.format === "date-time") return "datetime";
  const kinds: Readonly<Record<string, string>> = {
    string: "text",
    boolean: "bool",
    integer: "int",
    number: "decimal",
  };
  return kinds[field.type ?? ""] ?? "unknown";
}
