import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConnector } from "../../engine/connector/read-connector.ts";
import type { TypedIntegration } from "../../engine/mapping/tree/typed-integration.ts";
import { messageOf } from "../../engine/report/message-of.ts";
import { renderPretty } from "../../engine/report/pretty.ts";
import { readYaml } from "../../engine/source/read-yaml.ts";
import { coverageLines, listOf, placesOf, readCoverage } from "./coverage.ts";
import {
  connectorText,
  golden,
  mappingFiles,
  type Read,
  readMappings,
  readSystem,
  root,
  withDiagnostics,
} from "./read-golden.ts";

const integrations = readdirSync(join(golden, "mappings"));
const folderOf = (integration: string): string =>
  integrations.includes(integration) ? join(golden, "mappings", integration) : join(root, "mappings", integration);

function expectGolden(path: string, found: string): void {
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, found);
  expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(found).toBe(readFileSync(path, "utf8"));
}

const read = new Map<string, Read>();

function readOf(integration: string): Read {
  const known = read.get(integration) ?? readMappings(folderOf(integration));
  read.set(integration, known);
  return known;
}

function typedOf(integration: string): TypedIntegration {
  const { typed } = readOf(integration);
  if (typed === undefined) throw new Error(`${integration} cannot be read`);
  return typed;
}

describe.each(integrations)("%s", (integration) => {
  it("is read without an error, and its warnings are known", () => {
    const { diagnostics } = readOf(integration);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(renderPretty(errors, { colour: false, width: 160 })).toBe("");
    const text = renderPretty(diagnostics, { colour: false, width: 160 });
    expectGolden(join(folderOf(integration), "expected-diagnostics.txt"), text);
  });

  it("is valid by the schemas that editors use", () => {
    expect(invalidBySchema(integration)).toEqual([]);
  });
});

const schemaFolder = join(root, "schemas/koppel");

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
for (const name of readdirSync(schemaFolder)) {
  ajv.addSchema(JSON.parse(readFileSync(join(schemaFolder, name), "utf8")), name);
}

function invalidBySchema(integration: string): readonly string[] {
  return mappingFiles(folderOf(integration)).flatMap(({ path, text }) => {
    const named = /\$schema=\S*\/(\S+\.json)/.exec(text)?.[1];
    const validate = named === undefined ? undefined : ajv.getSchema(named);
    if (validate === undefined) return [`${path} names no schema of ours`];
    if (validate(parse(text))) return [];
    return (validate.errors ?? []).map((fault) => `${path} ${fault.instancePath} ${fault.message ?? ""}`);
  });
}

/** A word in a cell that is not there must be told in each kind of file, or the rest would prove little. */
describe("the check is awake [ENG-04]", () => {
  it.each([
    ["severa-fortnox", "customers.yaml", "fortnox: Comments", "fortnox: Coments", "field-unknown"],
    ["severa-fortnox", "customers.yaml", "fortnox: WWW, ", "fortnox: Email, ", "target-twice"],
    ["severa-fortnox", "customers.yaml", "else link", "else lnk", "word-unknown"],
    ["severa-vismanet", "invoices.yaml", "by .inventoryNumber == row.itemCode", "by row.itemCode", "type-differs"],
    ["severa-fortnox", "articles.yaml", "TRAVEL_EXPENSES =>", "TRAVELS =>", "match-missing"],
    ["severa-vismanet", "invoices.yaml", "debtor.number", "debtor.numbr", "field-unknown"],
    ["severa-vismanet", "payments.yaml", "== Closed", "== Close", "word-unknown"],
    ["severa-vismanet", "items.yaml", "through: item-classes", "through: item-clases", "register-unknown"],
    ["severa-maventa", "finvoice.yaml", "SellerTownName:", "SellerTown:", "field-unknown"],
    ["maventa-netvisor", "purchase-invoices.yaml", "head.InvoiceDate", "head.InvoiceDat", "field-unknown"],
  ])("%s/%s with %s changed", (integration, file, before, after, code) => {
    const { diagnostics } = readMappings(folderOf(integration), (source) =>
      basename(source.path) === file ? { ...source, text: source.text.replace(before, after) } : source,
    );
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map((fault) => `${fault.code} ${basename(fault.span.source.path)}`)).toContain(`${code} ${file}`);
  });
});

/** Flow files and their features, for each of the hard cases that the format must be able to say. */
const CASES: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "two ways, master in the settings, update by row",
    "severa-fortnox",
    "customers.yaml",
    /^master: +settings\.[\s\S]*update: always/m,
  ],
  ["creation in both directions", "severa-fortnox", "customers.yaml", /^existing: create if .* else link/m],
  [
    "a number of the other side comes back",
    "severa-vismanet",
    "customers.yaml",
    /to severa: integer\(vismanet\.number\)/,
  ],
  [
    "number and reference are written back",
    "severa-vismanet",
    "invoices.yaml",
    /write back:\n +number: +integer\(vismanet\.referenceNumber\)/,
  ],
  ["three registers against one, by type", "severa-vismanet", "items.yaml", /^route:[\s\S]*match vismanet\.type \{/m],
  ["qualifies once and is remembered", "severa-fortnox", "customers.yaml", /^wait until:/m],
  ["older items are left alone", "severa-fortnox", "articles.yaml", /^existing: link/m],
  ["read back, compared, undone", "severa-vismanet", "invoices.yaml", /verify: .* <= 0\.05\n +else: +undo/],
  ["rows one by one, each once", "severa-vismanet", "project-costs.yaml", /^each: line in [\s\S]*^once for: \[/m],
  [
    "an attachment for each project",
    "severa-vismanet",
    "project-costs.yaml",
    /once for: \[documentType, referenceNumber, project\.guid, file\.id\]/,
  ],
  [
    "link, create, refuse",
    "severa-procountor",
    "customers.yaml",
    /^match:\n +link:[\s\S]*refuse:[\s\S]*else: create if .* else refuse/m,
  ],
  ["a register as a prerequisite", "severa-procountor", "customers.yaml", /^run: +when needed/m],
  [
    "attachments by setting with their rules",
    "severa-procountor",
    "sales-invoices.yaml",
    /attachments: \|\n +match settings\.[\s\S]*attachment-size[\s\S]*attachment-name/,
  ],
  ["several files as one PDF", "severa-fortnox", "project-costs.yaml", /file: +pdf\(files\)/],
  ["a document in XML", "severa-maventa", "finvoice.yaml", /^to: +finvoice\/Finvoice/m],
  ["XML is read", "maventa-netvisor", "purchase-invoices.yaml", /row in finvoice\.InvoiceRow/],
  [
    "flags of statuses as the document's table",
    "severa-vismanet",
    "integration.yaml",
    /flags: \[isReadOnly, hasInvoiceNumber, isSent, isPaid\]/,
  ],
  ["lengths of numbers", "severa-vismanet", "integration.yaml", /say: +number-too-long/],
  ["paid and partially paid", "severa-vismanet", "payments.yaml", /name: paid[\s\S]*name: partially paid/],
  ["signed", "severa-maventa", "signatures.yaml", /auth_state == SIGNED/],
  ["the bank network opens", "maventa-netvisor", "bank-network-opened.yaml", /status == active\n +write back:/],
];

describe("each hard case stands in a file", () => {
  it.each(CASES)("%s: %s/%s", (_case, integration, file, feature) => {
    expect(readFileSync(join(folderOf(integration), file), "utf8")).toMatch(feature);
    const name = file.replace(".yaml", "");
    const { flows, documents } = typedOf(integration);
    if (name !== "integration") expect([...flows.keys(), ...documents.keys()]).toContain(name);
  });
});

const fieldTables = join(root, "../shared/spec/field-tables.yaml");
type Tables = Readonly<Record<string, { readonly direction: string; readonly rows: readonly TableRow[] }>>;
interface TableRow {
  readonly continuous?: boolean;
  readonly limit?: number;
}

describe.each(readdirSync(join(golden, "coverage")).filter((name) => name.endsWith(".yaml")))("coverage/%s", (name) => {
  const coverage = readCoverage(join(golden, "coverage", name));
  const integration = name.replace(".yaml", "");

  it("each row of the documents' tables has its field, or the reason why not", () => {
    const lines = coverageLines(coverage, placesOf(typedOf(integration)));
    expect(lines.filter((line) => line.includes("NOT COVERED"))).toEqual([]);
    expectGolden(join(golden, "coverage", `expected-${integration}.txt`), `${lines.join("\n")}\n`);
  });

  it.skipIf(!existsSync(fieldTables))("no row of the tables is forgotten", () => {
    const tables: Tables = parse(readFileSync(fieldTables, "utf8"));
    const system = integration.split("-")[1];
    const addresses = Object.entries(tables)
      .filter(([table]) => table.startsWith(`${system}.`))
      .flatMap(([table, { rows }]) => rows.map((_, index) => `${table}#${index + 1}`));
    const covered = Object.entries(coverage).flatMap(([table, rows]) =>
      Object.keys(rows).map((row) => `${table}#${row}`),
    );
    expect(covered.toSorted()).toEqual(addresses.toSorted());
  });

  it.skipIf(!existsSync(fieldTables))("limits are the documents' limits", () => {
    const wrong = rowsOf(coverage, integration).flatMap(({ address, row, place }) =>
      row.limit === undefined || place.ignored !== undefined || place.limit === row.limit
        ? []
        : [`${address}: ${place.limit} is not ${row.limit}`],
    );
    expect(wrong).toEqual([]);
  });
});

it.skipIf(!existsSync(fieldTables))("Fortnox's customers follow changes in the marked rows and in no others", () => {
  const { "fortnox.customers": customers = {} } = readCoverage(join(golden, "coverage/severa-fortnox.yaml"));
  const wrong = rowsOf({ "fortnox.customers": customers }, "severa-fortnox")
    .filter(
      ({ place }) =>
        place.ignored === undefined && !place.says.includes("kvkNumber") && !place.says.includes("vatNumber"),
    )
    .filter(({ row, place }) => (place.update === "always") !== (row.continuous ?? false))
    .map(({ address, place }) => `${address} ${place.says} ${place.update}`);
  expect(wrong).toEqual([]);
});

function rowsOf(coverage: ReturnType<typeof readCoverage>, integration: string) {
  const tables: Tables = parse(readFileSync(fieldTables, "utf8"));
  const places = placesOf(typedOf(integration));
  return Object.entries(coverage).flatMap(([table, rows]) =>
    Object.entries(rows).flatMap(([number, fields]) => {
      const row = tables[table]?.rows[Number(number) - 1];
      if (row === undefined) return [];
      return listOf(fields).flatMap((field) =>
        (places.get(field) ?? []).map((place) => ({ address: `${table}#${number}`, row, place })),
      );
    }),
  );
}

describe.each(readdirSync(join(golden, "schemas")))("schemas/%s", (system) => {
  it("gives record kinds without a fault", () => {
    const { report, diagnostics } = withDiagnostics();
    expect(readSystem(system, report)?.kinds.size).toBeGreaterThan(0);
    expect(renderPretty(diagnostics(), { colour: false, width: 160 })).toBe("");
  });

  it("says what the connector reader cannot read of it yet", () => {
    const source = connectorText(system);
    if (source === undefined) throw new Error(`${system} has no connector`);
    const { report, diagnostics } = withDiagnostics();
    const tree = readYaml(source, report);
    readConnector(tree?.kind === "map" ? tree : undefined, report);
    const lines = diagnostics().map((fault) => `${fault.code}: ${messageOf(fault)}`);
    expectGolden(join(golden, "schemas", system, "expected-gaps.txt"), lines.map((line) => `${line}\n`).join(""));
  });
});
