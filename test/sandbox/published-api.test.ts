import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countries, currencies, personCountries, units } from "../../sandbox/procountor/enums.ts";
import { shapes } from "../../sandbox/procountor/shapes.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import type { Json, JsonRecord } from "../../sandbox/server/json.ts";
import type { Route } from "../../sandbox/server/router.ts";
import { type Call, procountor, salesInvoice, severa } from "./client.ts";

// What the sandbox serves must exist in the published interfaces. They lie beside the project on some machines only.
const vendor = new URL("../../../shared/vendor/", import.meta.url);
const severaFile = new URL("severa/severa-rest-v1.reconstructed.openapi3.json", vendor);
const procountorFile = new URL("procountor/procountor-26.04-digest.json", vendor);

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly Json[];
  readonly required?: readonly string[];
  readonly format?: string;
}
interface Operation {
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const shape = (path: string) => path.replaceAll(/\{[^}]*\}/g, "{}");

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 2, invoices: 30, quota: false });
});
afterAll(() => sandbox.close());

describe.skipIf(!existsSync(severaFile))("Severa: the published interface", () => {
  const api = existsSync(severaFile)
    ? (JSON.parse(readFileSync(severaFile, "utf8")) as OpenApi)
    : { paths: {}, components: { schemas: {} } };
  const operations = new Map(
    Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method.toUpperCase()} ${shape(path)}`, operation] as const,
      ),
    ),
  );
  const find = (route: Route) => operations.get(`${route.method} ${shape(route.path)}`);

  it("has every path, query parameter and scope that the sandbox serves", () => {
    const wrong: string[] = [];
    for (const route of sandbox.state.severa.router.routes) {
      const operation = find(route);
      if (operation === undefined) {
        wrong.push(`${route.method} ${route.path}`);
        continue;
      }
      const known = new Set(
        operation.parameters?.filter((parameter) => parameter.in === "query").map((parameter) => parameter.name),
      );
      for (const name of route.query) if (!known.has(name)) wrong.push(`${route.method} ${route.path} ?${name}`);
      const tags = (operation.tags ?? [])
        .filter((tag) => tag !== "NoScope")
        .map((tag) => tag.replace(/(Read|Write|Delete)$/, ":$1").toLowerCase());
      if (route.scope === undefined ? tags.length > 0 : !tags.includes(route.scope))
        wrong.push(`${route.method} ${route.path} scope ${route.scope}, published ${tags}`);
    }
    expect(wrong).toEqual([]);
  });

  it("has every member and enum value of the answers, and the answers have what is required", async () => {
    const call = await severa(sandbox);
    const wrong = new Set<string>();
    for (const route of sandbox.state.severa.router.routes) {
      const schema = Object.values(find(route)?.responses["200"]?.content ?? {})[0]?.schema;
      if (route.method !== "GET" || schema === undefined || route.open === true) continue;
      for (const path of await concrete(call, route)) {
        const answer = await call("GET", path);
        expect(answer.status, path).toBe(200);
        if (!answer.headers.get("content-type")?.includes("json")) continue;
        for (const fault of severaFaults(api, schema, JSON.parse(answer.text) as Json, route.path)) wrong.add(fault);
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

function severaFaults(api: OpenApi, schema: Schema, value: Json, at: string): readonly string[] {
  const resolved =
    schema.$ref !== undefined
      ? api.components.schemas[schema.$ref.split("/").at(-1) ?? ""]
      : schema.allOf?.[0] !== undefined
        ? { ...schema.allOf[0] }
        : schema;
  if (resolved === undefined) return [`${at}: no schema`];
  if (resolved !== schema && (resolved.$ref !== undefined || resolved.allOf !== undefined))
    return severaFaults(api, resolved, value, at);
  if (value === null) return [];
  if (Array.isArray(value))
    return resolved.items === undefined
      ? [`${at}: is no list`]
      : (value as readonly Json[]).flatMap((item) => severaFaults(api, resolved.items as Schema, item, `${at}[]`));
  if (typeof value === "object") {
    const record = value as JsonRecord;
    if (resolved.properties === undefined) return resolved.type === "object" ? [] : [`${at}: is no record`];
    const missing = (resolved.required ?? [])
      .filter((name) => record[name] === undefined || record[name] === null)
      .map((name) => `${at}.${name}: required`);
    return [
      ...missing,
      ...Object.entries(record).flatMap(([name, member]) => {
        const property = resolved.properties?.[name];
        if (property === undefined) return [`${at}.${name}: not published`];
        return member === undefined ? [] : severaFaults(api, property, member, `${at}.${name}`);
      }),
    ];
  }
  if (resolved.enum !== undefined && !resolved.enum.includes(value)) return [`${at}: ${value} is not in the enum`];
  if (
    resolved.type === "integer"
      ? !Number.isInteger(value)
      : resolved.type !== undefined && resolved.type !== typeof value
  )
    return [`${at}: ${typeof value} for ${resolved.type}`];
  if (resolved.format === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(String(value))) return [`${at}: ${value} is no date`];
  return [];
}

interface DigestField {
  readonly name: string;
  readonly required?: boolean;
  readonly type?: string;
  readonly ref?: string;
  readonly items?: DigestField;
  readonly enum?: readonly string[];
  readonly enumRef?: string;
  readonly maxLength?: number;
}
interface Digest {
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly operations: readonly {
    readonly method: string;
    readonly path: string;
    readonly query?: readonly { readonly name: string }[];
    readonly responses: Readonly<Record<string, string | null>>;
  }[];
  readonly schemas: Readonly<Record<string, { readonly fields: readonly DigestField[] }>>;
}

describe.skipIf(!existsSync(procountorFile))("Procountor: the published interface", () => {
  const digest = existsSync(procountorFile)
    ? (JSON.parse(readFileSync(procountorFile, "utf8")) as Digest)
    : { enums: {}, operations: [], schemas: {} };
  const operations = new Map(
    digest.operations.map((operation) => [`${operation.method} ${shape(operation.path)}`, operation]),
  );

  it("has every path and query parameter that the sandbox serves", () => {
    const wrong: string[] = [];
    for (const route of sandbox.state.procountor.router.routes) {
      if (route.path === "/oauth/token") continue;
      const operation = operations.get(`${route.method} ${shape(route.path)}`);
      if (operation === undefined) wrong.push(`${route.method} ${route.path}`);
      const known = new Set(operation?.query?.map((parameter) => parameter.name));
      for (const name of route.query) if (!known.has(name)) wrong.push(`${route.method} ${route.path} ?${name}`);
    }
    expect(wrong).toEqual([]);
  });

  it("has the same enums", () => {
    expect([...countries]).toEqual(digest.enums["CountryName"]);
    expect([...personCountries]).toEqual(digest.enums["CountryName_2"]);
    expect([...currencies]).toEqual(digest.enums["CurrencyCode"]);
    expect([...units]).toEqual(digest.enums["UnitCode"]);
  });

  it("has every member of the bodies, required in the same way and with the same longest text", () => {
    const wrong: string[] = [];
    for (const [name, fields] of Object.entries(shapes)) {
      const published = new Map(digest.schemas[name]?.fields.map((field) => [field.name, field]));
      expect(Object.keys(fields).sort(), name).toEqual([...published.keys()].sort());
      for (const [field, text] of Object.entries(fields)) {
        const known = published.get(field);
        if (text.endsWith("!") !== (known?.required === true)) wrong.push(`${name}.${field} required`);
        const longest = /^text \d+\.\.(\d+)/.exec(text)?.[1];
        if (
          known?.type === "string" &&
          known.enum === undefined &&
          Number(longest ?? Number.NaN) !== (known.maxLength ?? Number.NaN) &&
          !(longest === undefined && known.maxLength === undefined)
        )
          wrong.push(`${name}.${field} length`);
        if (text.startsWith("enum ") && text.replace(/^enum /, "").replace(/!$/, "") !== known?.enum?.join("|"))
          wrong.push(`${name}.${field} enum`);
      }
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
      const answerType = operations.get(`${route.method} ${shape(route.path)}`)?.responses["200"];
      if (route.method !== "GET" || typeof answerType !== "string" || route.path.startsWith("/attachments")) continue;
      for (const path of await procountorPaths(call, route, String(made.record["id"]))) {
        const answer = await call("GET", path);
        expect(answer.status, path).toBe(200);
        const list = answerType.endsWith("[]");
        const values = list ? answer.list : [answer.record];
        for (const value of values)
          for (const fault of digestFaults(digest, answerType.replace("[]", ""), value, route.path)) wrong.add(fault);
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

function digestFaults(digest: Digest, type: string, value: JsonRecord, at: string): readonly string[] {
  const schema = digest.schemas[type];
  if (schema === undefined) return [`${at}: no schema ${type}`];
  const fields = new Map(schema.fields.map((field) => [field.name, field]));
  return Object.entries(value).flatMap(([name, member]) => {
    const field = fields.get(name);
    if (field === undefined) return [`${at} ${type}.${name}: not published`];
    return member === undefined || member === null ? [] : fieldFaults(digest, field, member, `${at} ${type}.${name}`);
  });
}

function fieldFaults(digest: Digest, field: DigestField, value: Json, at: string): readonly string[] {
  if (field.ref !== undefined) return digestFaults(digest, field.ref, value as JsonRecord, at);
  if (field.type === "array")
    return Array.isArray(value) && field.items !== undefined
      ? (value as readonly Json[]).flatMap((item) => fieldFaults(digest, field.items as DigestField, item, at))
      : [`${at}: is no list`];
  const allowed = field.enum ?? (field.enumRef === undefined ? undefined : digest.enums[field.enumRef]);
  if (allowed !== undefined && !allowed.includes(String(value))) return [`${at}: ${value} is not in the enum`];
  const expected = field.type === "integer" ? "number" : field.type;
  return expected !== undefined && typeof value !== expected ? [`${at}: ${typeof value} for ${field.type}`] : [];
}
