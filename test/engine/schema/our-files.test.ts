import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { faultSentence } from "../../../engine/schema/record-fault.ts";
import { jsonFiles, root, shared } from "./read-schemas.ts";
import { validateAgainst } from "./validate-against.ts";

const files = jsonFiles(join(root, "schemas/koppel"));
const NAMES = [
  "register",
  "transfer",
  "follow",
  "document",
  "integration",
  "messages",
  "computed",
  "tables",
  "tests",
  "workspace",
];

function faults(name: string, text: string): readonly string[] {
  const schema = files.get(`${name}.json`);
  if (schema === undefined) throw new Error(`no schema ${name}`);
  return validateAgainst(schema, parse(text), { files }).map(faultSentence);
}

/** The schema that the first line of a file names. */
function namedSchema(text: string): string | undefined {
  return /\$schema=\S*koppel\/([a-z]+)\.json/.exec(text)?.[1];
}

describe("the schemas of our own files", () => {
  test("are there for each kind of file", () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(NAMES.map((name) => `${name}.json`)));
  });

  test.each(["koppel", "severa", "procountor"])("those of %s are valid JSON Schema 2020-12", (folder) => {
    const ajv = new Ajv2020({ strict: false });
    const wrong = [...jsonFiles(join(root, "schemas", folder))].filter(([, schema]) => !ajv.validateSchema(schema));
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  test("describe every key, so that an editor can show it", () => {
    const silent: string[] = [];
    for (const [name, schema] of files) describeless(schema, name, silent);
    expect(silent).toEqual([]);
  });
});

/** Properties that neither have a description nor refer to something that has one. */
function describeless(schema: unknown, at: string, into: string[]): void {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") {
      for (const [name, property] of Object.entries(value as Record<string, Record<string, unknown>>))
        if (property["description"] === undefined && property["$ref"] === undefined) into.push(`${at}.${name}`);
    }
    describeless(value, `${at}.${key}`, into);
  }
}

const folders = [join(root, "mappings"), join(shared, "format/mappings")].filter((folder) => existsSync(folder));
const mappingFiles = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(folder, name)),
);

describe("the mapping files fit them", () => {
  test.each(mappingFiles.map((path) => [relative(root, path), path] as const))("%s", (_, path) => {
    const text = readFileSync(path, "utf8");
    const name = namedSchema(text);
    expect(name).toBeDefined();
    expect(faults(name ?? "", text)).toEqual([]);
  });
});

const workspace = `
store: koppel.sqlite
mail: { server: "smtp://127.0.0.1:2525", from: koppel@example.fi, password: { env: MAIL_PASSWORD } }
connections:
  severa-acme: { connector: severa, login: client, host: "http://127.0.0.1:4710/severa/rest-api", credentials: { clientId: koppel, clientSecret: { env: SEVERA_SECRET } } }
companies:
  acme:
    title: Acme Oy
    timezone: Europe/Helsinki
    integrations:
      severa-procountor: { active: true, systems: { severa: severa-acme }, confirmed: [old-integration-ended], settings: {} }
`;

describe("faults are told in words, with their place", () => {
  test("a workspace that is right", () => {
    expect(faults("workspace", workspace)).toEqual([]);
  });

  test("a key that is not known, with the nearest", () => {
    expect(faults("workspace", workspace.replace("title:", "titel:"))).toEqual([
      "companies.acme.titel is not known here; did you mean title?",
    ]);
  });

  test("a secret of another shape", () => {
    expect(faults("workspace", workspace.replace("env: SEVERA_SECRET", "var: SEVERA_SECRET"))).toEqual([
      "connections.severa-acme.credentials.clientSecret must have env, or file",
    ]);
  });

  test("a value of another type than any that may stand there", () => {
    expect(faults("workspace", workspace.replace("{ env: SEVERA_SECRET }", "[a]"))).toEqual([
      "connections.severa-acme.credentials.clientSecret is a list, where a text, a number or a record is expected",
    ]);
  });

  test("something missing", () => {
    expect(faults("transfer", "transfer: x\nfrom: severa/invoice\nfields: {}")).toEqual(["to is missing"]);
  });

  test("a record kind that is none", () => {
    expect(faults("transfer", "transfer: x\nfrom: severa.invoice\nto: procountor/invoice\nfields: {}")[0]).toMatch(
      /^from is the text "severa.invoice", which does not fit /,
    );
  });

  test("a key of a cell, inside the choice of what a cell may be", () => {
    const file =
      "transfer: x\nfrom: severa/invoice\nto: procountor/invoice\nfields: { a: { value: b, requird: true } }";
    expect(faults("transfer", file)).toEqual(["fields.a.requird is not known here; did you mean required?"]);
  });

  test("a word that is not one of them", () => {
    expect(faults("register", "register: x\nfrom: a/b\nto: c/d\nover: cutt\nfields: {}")).toEqual([
      'over is the text "cutt"; did you mean cut?',
    ]);
  });

  test("a step that does two things", () => {
    const file = "transfer: x\nfrom: a/b\nto: c/d\nfields: {}\nthen:\n  - { create: a/b, do: approve }";
    expect(faults("transfer", file)).toEqual([
      "then.1 has several of: verify, or create, or update, or do, or write back; one is expected",
    ]);
  });

  test("a register that is neither one way nor two ways", () => {
    expect(faults("register", "register: x\nfrom: a/b")).toEqual([
      "the value must have from with to with fields, or between with rows",
    ]);
  });
});
