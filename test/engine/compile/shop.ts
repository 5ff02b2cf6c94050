import { join } from "node:path";
import { compileIntegration } from "../../../engine/compile/compile-integration.ts";
import type { CompiledIntegration, FlowWorld, NeedAnswer, Scene } from "../../../engine/compile/compiled.ts";
import type { Lookup } from "../../../engine/language/types/frame.ts";
import { readIntegration } from "../../../engine/mapping/read-integration.ts";
import type { TypedIntegration } from "../../../engine/mapping/tree/typed-integration.ts";
import { renderPretty } from "../../../engine/report/pretty.ts";
import { collector } from "../../../engine/source/collect.ts";
import { sameValue } from "../../../engine/value/equality.ts";
import type { RecordValue, Value } from "../../../engine/value/value.ts";
import { mappingFiles, systemsBelow } from "../../golden/workbench.ts";

const home = join(import.meta.dirname, "../../golden/check");

/** The integration of the golden folder, with some of its files replaced; it must be free of errors. */
export function typedShop(replaced: Readonly<Record<string, string>> = {}): TypedIntegration {
  const faults = collector();
  const base = mappingFiles(join(home, "base")).filter((file) => replaced[file.path] === undefined);
  const files = [...base, ...Object.entries(replaced).flatMap(([path, text]) => (text === "" ? [] : [{ path, text }]))];
  const typed = readIntegration(files, systemsBelow(join(home, "systems"), faults.report), faults.report);
  const errors = faults.diagnostics.filter(({ severity }) => severity === "error");
  if (typed === undefined || errors.length > 0) throw new Error(renderPretty(errors, { colour: false, width: 120 }));
  return typed;
}

export function compiledShop(replaced: Readonly<Record<string, string>> = {}): CompiledIntegration {
  return compileIntegration(typedShop(replaced));
}

/** A file of the golden integration, for those who change a line of it. */
export function shopFile(name: string): string {
  const file = mappingFiles(join(home, "base")).find(({ path }) => path === name);
  if (file === undefined) throw new Error(`there is no ${name}`);
  return file.text;
}

/** A world that knows everything at once. */
export class KnownWorld implements FlowWorld {
  readonly now = "2026-03-02T08:00:00+02:00";
  readonly today = "2026-03-02";
  readonly records = new Map<string, readonly RecordValue[]>();
  readonly relations = new Map<string, Value>();
  readonly needs = new Map<string, NeedAnswer>();

  lookup(request: Lookup): Value {
    if (request.op === "relation")
      return this.relations.get(`${String(request.of["guid"] ?? request.of["id"])}.${request.relation}`);
    if (request.op === "linked") return undefined;
    const records = this.records.get(request.kind) ?? [];
    if (request.op === "byId")
      return records.find((record) => record["guid"] === request.id || record["id"] === request.id);
    const found = records.filter((record) =>
      Object.entries(request.where).every(([field, value]) => sameValue(record[field], value)),
    );
    return request.op === "all" ? found : found[0];
  }

  need(register: string, record: RecordValue): NeedAnswer {
    return this.needs.get(`${register} ${String(record["guid"])}`) ?? { state: "passed" };
  }
}

export const settings: RecordValue = {
  partners: { create: true },
  invoices: {
    transfer: { guid: "s1", name: "To books", hasNumber: true },
    done: { guid: "s2", name: "In books", hasNumber: true },
    attach: "NONE",
    email: true,
    account: { id: 7, iban: "FI2112345600000785" },
  },
  notices: { addresses: ["a@example.fi"] },
};

export const order: RecordValue = {
  guid: "o1",
  number: 5001,
  date: "2026-03-01",
  receiver: "Acme Oy",
  street: "Katu 1",
  country: "Suomi",
  interest: 8.126,
  isTest: false,
  note: null,
  status: { guid: "s1" },
  customer: { guid: "k1" },
  project: null,
  total: { amount: 251, currencyCode: "EUR" },
};

export const customer: RecordValue = {
  guid: "k1",
  number: 1001,
  name: "Acme Oy",
  email: "pay@acme.example",
  vatNumber: "FI12345671",
  isActive: true,
  language: "fi",
};

export function knownWorld(): KnownWorld {
  const world = new KnownWorld();
  world.records.set("shop/customer", [customer]);
  world.records.set("shop/country", [{ guid: "c1", name: "Suomi", code2: "FI" }]);
  world.relations.set("o1.rows", [
    {
      guid: "r1",
      code: "PLAN",
      description: "Planning",
      quantity: 2,
      price: { amount: 100, currencyCode: "EUR" },
      category: "Hours",
      unit: "h",
    },
    {
      guid: "r2",
      code: null,
      description: "Travel",
      quantity: 12.5,
      price: { amount: 0.55, currencyCode: "EUR" },
      category: "Travel",
      unit: "km",
    },
  ]);
  world.relations.set("o1.files", []);
  world.needs.set("partners k1", { state: "linked", record: { id: 900 } });
  return world;
}

export function sceneOf(world: FlowWorld = knownWorld(), changed: Readonly<Record<string, Value>> = {}): Scene {
  const invoices = { ...(settings["invoices"] as RecordValue), ...changed };
  return { world, settings: { ...settings, invoices }, scope: "acme/shop-books" };
}
