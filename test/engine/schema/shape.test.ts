import { describe, expect, test } from "vitest";
import type { Frame, Lookup } from "../../../engine/language/types/frame.ts";
import { lookupById, lookupRelation } from "../../../engine/language/types/lookup.ts";
import type { Field, Shape, Type } from "../../../engine/language/types/type.ts";
import { readSystemSchema } from "../../../engine/schema/system-schema.ts";
import { collector } from "../../../engine/source/collect.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { YamlMap } from "../../../engine/source/yaml-tree.ts";
import { fromText } from "../../../engine/value/decimal.ts";
import type { RecordValue, Value } from "../../../engine/value/value.ts";
import { Money } from "../../../engine/value/value.ts";
import { readShipped } from "./read-schemas.ts";

const severa = readShipped("severa").system;
const procountor = readShipped("procountor").system;

function shapeOf(system: typeof severa, kind: string): Shape {
  const found = system.kinds.get(kind);
  if (found === undefined) throw new Error(`no kind ${kind}`);
  return found.shape;
}

function field(shape: Shape, name: string): Field {
  const found = shape.field(name);
  if (found === undefined) throw new Error(`${shape.name} has no field ${name}`);
  return found;
}

function inner(type: Type): Type {
  if (type.kind === "optional" || type.kind === "list") return inner(type.of);
  return type;
}

function shapeBehind(type: Type): Shape {
  const record = inner(type);
  if (record.kind !== "record") throw new Error(`${record.kind} is no record`);
  return record.shape;
}

/** A world that answers from a map and notes what was asked. */
function frameWith(answers: Readonly<Record<string, Value>>): Frame & { readonly asked: Lookup[] } {
  const asked: Lookup[] = [];
  const lookup = (request: Lookup): Value => {
    asked.push(request);
    return answers[request.key];
  };
  return { asked, slots: [], world: { now: "2026-03-02T08:00:00+02:00", today: "2026-03-02", lookup } };
}

const read = (shape: Shape, name: string, record: RecordValue, frame: Frame = frameWith({})): Value =>
  field(shape, name).read(record, frame);

describe("types for reading", () => {
  const invoice = shapeOf(severa, "invoice");

  test("a field that is called like something every object has is the record's own, or absent", () => {
    const faults = collector();
    const connector = readYaml(
      {
        path: "connector.yaml",
        text: "connector: x\ntitle: X\nkinds:\n  doc: { schema: doc.json, id: id, list: { call: GET /docs } }",
      },
      faults.report,
    );
    const money = { type: "object", "x-money": { amount: "value", currency: "unit" } };
    const json = {
      type: "object",
      properties: { id: { type: "integer" }, valueOf: { type: "string" }, toString: money },
    };
    const file = { source: { path: "doc.json", text: JSON.stringify(json) }, json };
    const doc = shapeOf(readSystemSchema(connector as YamlMap, new Map([["doc.json", file]]), faults.report), "doc");
    for (const name of ["valueOf", "toString"]) expect(read(doc, name, { id: 1 })).toBeUndefined();
    expect(read(doc, "valueOf", { id: 1, valueOf: "own" })).toBe("own");
  });

  test("what the schema requires is certain, the rest is optional", () => {
    expect(field(invoice, "guid").type).toEqual({ kind: "text" });
    expect(field(invoice, "number").type).toEqual({ kind: "optional", of: { kind: "int" } });
    expect(inner(field(invoice, "dueDate").type).kind).toBe("date");
    expect(inner(field(invoice, "overdueInterest").type).kind).toBe("decimal");
  });

  test("an enum is named after its place, or after its shared definition", () => {
    const row = shapeOf(severa, "invoiceRow");
    expect(inner(field(row, "category").type)).toEqual({
      kind: "enum",
      name: "severa/invoiceRow.category",
      members: ["Hours", "ProjectFees", "Travels"],
    });
    const unitOfProduct = inner(field(shapeOf(procountor, "product"), "unit").type);
    const unitOfRow = inner(field(shapeBehind(field(shapeOf(procountor, "invoice"), "invoiceRows").type), "unit").type);
    expect(unitOfProduct).toMatchObject({ kind: "enum", name: "procountor.unit" });
    expect(unitOfRow).toEqual(unitOfProduct);
  });

  test("an amount with its currency reads as money, digits and all", () => {
    expect(inner(field(invoice, "totalIncludingTax").type)).toEqual({ kind: "money" });
    const money = read(invoice, "totalIncludingTax", { totalIncludingTax: { amount: 251.5, currencyCode: "EUR" } });
    expect(money).toEqual(new Money(251.5, "EUR"));
    const long = fromText("1234567890123456.78") ?? 0;
    expect(read(invoice, "totalTax", { totalTax: { amount: long, currencyCode: "EUR" } })).toEqual(
      new Money(long, "EUR"),
    );
    expect(read(invoice, "totalIncludingTax", { totalIncludingTax: null })).toBeUndefined();
    expect(
      read(invoice, "totalIncludingTax", { totalIncludingTax: { amount: null, currencyCode: "EUR" } }),
    ).toBeUndefined();
  });

  test("a field that is only written is not read", () => {
    expect(shapeOf(severa, "projectFile").field("file")).toBeUndefined();
    expect(shapeOf(procountor, "attachment").field("file")).toBeUndefined();
  });
});

describe("references", () => {
  const invoice = shapeOf(severa, "invoice");
  const customer = shapeBehind(field(invoice, "customer").type);
  const embedded = { guid: "k1", name: "Acme Oy", number: 1001 };

  test("compare by identity as the kind they name", () => {
    expect(customer).toMatchObject({ kind: "severa/customer", identity: "guid" });
  });

  test("embedded fields need no call", () => {
    const frame = frameWith({});
    expect(read(customer, "name", embedded, frame)).toBe("Acme Oy");
    expect(field(customer, "name").isCall).toBeUndefined();
    expect(frame.asked).toEqual([]);
  });

  test("other fields are those of the record that is named", () => {
    const request = lookupById("severa/customer", "k1");
    const frame = frameWith({ [request.key]: { guid: "k1", eInvoiceAddress: "003712345678" } });
    expect(read(customer, "eInvoiceAddress", embedded, frame)).toBe("003712345678");
    expect(field(customer, "eInvoiceAddress").isCall).toBe(true);
    expect(frame.asked).toEqual([request]);
  });

  test("what is not fetched yet is absent, and asked for", () => {
    const frame = frameWith({});
    expect(read(customer, "email", embedded, frame)).toBeUndefined();
    expect(frame.asked.map((request) => request.key)).toEqual(["byId severa/customer k1"]);
  });

  test("without an id nothing is asked", () => {
    const frame = frameWith({});
    expect(read(customer, "email", { name: "Acme Oy" }, frame)).toBeUndefined();
    expect(frame.asked).toEqual([]);
  });

  test("go on through references of references", () => {
    const project = shapeBehind(field(invoice, "projects").type);
    const unit = shapeBehind(field(project, "businessUnit").type);
    const frame = frameWith({
      [lookupById("severa/project", "p1").key]: {
        guid: "p1",
        businessUnit: { guid: "u1", companyBusinessUnitGuid: "u0" },
      },
    });
    const found = read(project, "businessUnit", { guid: "p1" }, frame);
    expect(read(unit, "companyBusinessUnitGuid", found as RecordValue, frame)).toBe("u0");
  });

  test("a bare id keeps its own field and gets a reference beside it", () => {
    const document = shapeOf(procountor, "invoice");
    expect(inner(field(document, "partnerId").type).kind).toBe("int");
    const partner = shapeBehind(field(document, "partner").type);
    expect(partner).toMatchObject({ kind: "procountor/businessPartner", identity: "id" });
    const frame = frameWith({ [lookupById("procountor/businessPartner", 900).key]: { id: 900, name: "Acme Oy" } });
    const reference = read(document, "partner", { partnerId: 900 }, frame);
    expect(reference).toEqual({ id: 900 });
    expect(read(partner, "name", reference as RecordValue, frame)).toBe("Acme Oy");
    expect(read(document, "partner", {}, frame)).toBeUndefined();
  });

  test("a bare id inside rows gets its reference there", () => {
    const row = shapeBehind(field(shapeOf(procountor, "invoice"), "invoiceRows").type);
    expect(shapeBehind(field(row, "registerProduct").type).kind).toBe("procountor/product");
  });
});

describe("relations", () => {
  const invoice = shapeOf(severa, "invoice");

  test("are lists of records, one record, files or one file", () => {
    expect(field(invoice, "rows").type).toMatchObject({ kind: "list", of: { kind: "record" } });
    expect(shapeBehind(field(invoice, "rows").type).kind).toBe("severa/invoiceRow");
    expect(field(invoice, "invoiceSettings").type).toMatchObject({ kind: "optional", of: { kind: "record" } });
    expect(field(invoice, "files").type).toEqual({ kind: "list", of: { kind: "file" } });
    expect(field(invoice, "pdf").type).toEqual({ kind: "optional", of: { kind: "file" } });
  });

  test("of a record that lives in others are asked by all it holds: line numbers repeat", () => {
    const faults = collector();
    const connector = readYaml(
      {
        path: "connector.yaml",
        text: [
          "connector: x",
          "title: X",
          "kinds:",
          "  doc: { schema: doc.json, id: id, list: { call: GET /docs } }",
          '  line: { schema: line.json, id: lineNumber, relations: { files: { many: true, file: { call: "GET /f/{fileId}" } } } }',
        ].join("\n"),
      },
      faults.report,
    );
    const fileOf = (id: string) => {
      const json = { type: "object", required: [id], properties: { [id]: { type: "integer" } } };
      return { source: { path: `${id}.json`, text: JSON.stringify(json) }, json };
    };
    const schemas = new Map([
      ["doc.json", fileOf("id")],
      ["line.json", fileOf("lineNumber")],
    ]);
    const system = readSystemSchema(connector as YamlMap, schemas, faults.report);
    const line = shapeOf(system, "line");
    const frame = frameWith({});
    read(line, "files", { lineNumber: 1, fileId: "a" }, frame);
    read(line, "files", { lineNumber: 1, fileId: "b" }, frame);
    expect(faults.diagnostics).toEqual([]);
    expect(new Set(frame.asked.map(({ key }) => key)).size).toBe(2);
  });

  test("are asked of the world by the identity of the record", () => {
    const record = { guid: "i1", number: 5001 };
    const request = lookupRelation("severa/invoice", "rows", record, "guid");
    const frame = frameWith({ [request.key]: [{ guid: "r1" }] });
    expect(read(invoice, "rows", record, frame)).toEqual([{ guid: "r1" }]);
    expect(frame.asked).toEqual([request]);
    expect(request.key).toBe("relation severa/invoice rows i1");
  });
});
