import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import type { Json, JsonRecord } from "../../sandbox/server/json.ts";
import type { Route } from "../../sandbox/server/router.ts";
import { DESCRIPTIONS, descriptions, digestOf, specificationText } from "../../sandbox/specification/digest.ts";
import { specificationFile, specificationOf } from "../../sandbox/specification/read-specification.ts";
import {
  type Operation,
  parseMember,
  parseType,
  type Specification,
  type Type,
} from "../../sandbox/specification/specification.ts";
import { type Call, procountor, salesInvoice, severa } from "./client.ts";

// What the sandbox serves must exist in the interfaces as they were digested. The descriptions themselves lie beside the
// project on some machines only.
describe.skipIf(!existsSync(DESCRIPTIONS))("the specifications", () => {
  it.each(Object.keys(descriptions))("of %s is what the digest makes of its description", (system) => {
    const made = digestOf(system);
    expect(made).toBeDefined();
    expect(readFileSync(specificationFile(system), "utf8")).toBe(specificationText(made as Specification));
  });
});

/** A path without the names of its parameters. */
const bare = (path: string) => path.replaceAll(/\{[^}]*\}/g, "{}");

function operationsOf({ operations }: Specification): (route: Route) => Operation | undefined {
  const known = new Map(
    Object.entries(operations).map(([route, operation]) => {
      const [method = "", path = ""] = route.split(" ");
      return [`${method} ${bare(path)}`, operation];
    }),
  );
  return ({ method, path }) => known.get(`${method} ${bare(path)}`);
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 2, invoices: 30, quota: false });
});
afterAll(() => sandbox.close());

describe("Severa: the interface", () => {
  const specification = specificationOf("severa");
  const find = operationsOf(specification);

  it("has every path, query parameter and scope that the sandbox serves", () => {
    const wrong: string[] = [];
    for (const route of sandbox.state.severa.router.routes) {
      const operation = find(route);
      if (operation === undefined) {
        wrong.push(`${route.method} ${route.path}`);
        continue;
      }
      const known = new Set(operation.query);
      for (const name of route.query) if (!known.has(name)) wrong.push(`${route.method} ${route.path} ?${name}`);
      const scopes = operation.scopes ?? [];
      if (route.scope === undefined ? scopes.length > 0 : !scopes.includes(route.scope))
        wrong.push(`${route.method} ${route.path} scope ${route.scope}, published ${scopes}`);
    }
    expect(wrong).toEqual([]);
  });

  it("has every member and enum value of the answers, and the answers have what is required", async () => {
    const call = await severa(sandbox);
    const wrong = new Set<string>();
    for (const route of sandbox.state.severa.router.routes) {
      const type = find(route)?.answer;
      if (route.method !== "GET" || type === undefined || route.open === true) continue;
      for (const path of await concrete(call, route)) {
        const answer = await call("GET", path);
        expect(answer.status, path).toBe(200);
        if (!answer.headers.get("content-type")?.includes("json")) continue;
        const body = JSON.parse(answer.text) as Json;
        for (const fault of faultsOf(specification, parseType(type), body, route.path, true)) wrong.add(fault);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});

/** Paths of a route with real ids in them. */
async function concrete(call: Call, route: Route): Promise<readonly string[]> {
  if (!route.path.includes("{")) return [route.path];
  const parent = route.path.slice(0, route.path.indexOf("/{"));
  const sources: Readonly<Record<string, string>> = { "/v1/files": "", "/v1/invoicesettings": "" };
  if (sources[parent] === "") return [];
  const records = (await call("GET", `${parent}?rowCount=30`)).list;
  return records.slice(0, 30).map((record) => route.path.replace(/\{[^}]*\}/, String(record["guid"])));
}

describe("Procountor: the interface", () => {
  const specification = specificationOf("procountor");
  const find = operationsOf(specification);

  it("has every path and query parameter that the sandbox serves", () => {
    const wrong: string[] = [];
    for (const route of sandbox.state.procountor.router.routes) {
      if (route.path === "/oauth/token") continue;
      const operation = find(route);
      if (operation === undefined) wrong.push(`${route.method} ${route.path}`);
      const known = new Set(operation?.query);
      for (const name of route.query) if (!known.has(name)) wrong.push(`${route.method} ${route.path} ?${name}`);
    }
    expect(wrong).toEqual([]);
  });

  it("has every member and enum value of the answers", async () => {
    const call = await procountor(sandbox);
    const accounts = (await call("GET", "/bankaccounts")).record["results"] as readonly JsonRecord[];
    const made = await call(
      "POST",
      "/invoices",
      salesInvoice(String(accounts[0]?.["iban"]), { originalInvoiceNumber: "1", "paymentInfo.bankReferenceCode": "" }),
    );
    await call("PUT", `/invoices/${made.record["id"]}/approve`, {});
    await call("PUT", `/invoices/${made.record["id"]}/paymentevents/markpaid`, {
      paymentDate: "2026-02-20",
      amount: 10,
      currency: "EUR",
    });
    const wrong = new Set<string>();
    for (const route of sandbox.state.procountor.router.routes) {
      const type = find(route)?.answer;
      if (route.method !== "GET" || type === undefined || route.path.startsWith("/attachments")) continue;
      for (const path of await procountorPaths(call, route, String(made.record["id"]))) {
        const answer = await call("GET", path);
        expect(answer.status, path).toBe(200);
        const body = JSON.parse(answer.text) as Json;
        for (const fault of faultsOf(specification, parseType(type), body, route.path, false)) wrong.add(fault);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});

async function procountorPaths(call: Call, route: Route, invoice: string): Promise<readonly string[]> {
  if (route.path === "/vats/country") return ["/vats/country?countryCode=SE"];
  if (route.path === "/products") return ["/products?type=SALES,PURCHASE,TRAVEL&size=200"];
  if (!route.path.includes("{")) return [route.path];
  if (route.path.startsWith("/invoices/{invoiceId}/")) return [route.path.replace("{invoiceId}", invoice)];
  const parent = route.path.slice(0, route.path.indexOf("/{"));
  const answer = JSON.parse(
    (await call("GET", `${parent}?size=50${parent === "/products" ? "&type=TRAVEL" : ""}`)).text,
  ) as JsonRecord | readonly JsonRecord[];
  const records = Array.isArray(answer)
    ? (answer as readonly JsonRecord[])
    : ((answer as JsonRecord)["results"] as readonly JsonRecord[]);
  return records.map((record) => route.path.replace(/\{[^}]*\}/, String(record["id"])));
}

/** What an answer has that the specification does not know. `strict`: what is required must be there. */
function faultsOf(
  specification: Specification,
  type: Type,
  value: Json | undefined,
  at: string,
  strict: boolean,
): readonly string[] {
  if (value === undefined || value === null) return [];
  switch (type.kind) {
    case "any":
      return [];
    case "list":
      return Array.isArray(value)
        ? (value as readonly Json[]).flatMap((item) => faultsOf(specification, type.of, item, `${at}[]`, strict))
        : [`${at}: is no list`];
    case "shape":
      return shapeFaults(specification, type.name, value, at, strict);
    case "words":
      return type.words.includes(String(value)) ? [] : [`${at}: ${value} is not in the enum`];
    case "words of":
      return specification.enums[type.name]?.includes(String(value)) === true
        ? []
        : [`${at}: ${value} is not in the enum ${type.name}`];
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? [] : [`${at}: ${value} is no date`];
    case "integer":
      return Number.isInteger(value) ? [] : [`${at}: ${typeof value} for an integer`];
    case "number":
    case "boolean":
      return typeof value === type.kind ? [] : [`${at}: ${typeof value} for a ${type.kind}`];
    case "text":
    case "date-time":
      return typeof value === "string" ? [] : [`${at}: ${typeof value} for a text`];
  }
}

function shapeFaults(
  specification: Specification,
  name: string,
  value: Json,
  at: string,
  strict: boolean,
): readonly string[] {
  const members = specification.shapes[name];
  if (members === undefined) return [`${at}: no shape ${name}`];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [`${at}: is no record`];
  const record = value as JsonRecord;
  const missing = Object.entries(members)
    .filter(([field, text]) => strict && parseMember(text).required && (record[field] ?? null) === null)
    .map(([field]) => `${at}.${field}: required`);
  const unknown = Object.entries(record).flatMap(([field, member]) => {
    const text = members[field];
    if (text === undefined) return [`${at} ${name}.${field}: not published`];
    return faultsOf(specification, parseMember(text).type, member, `${at}.${field}`, strict);
  });
  return [...missing, ...unknown];
}
