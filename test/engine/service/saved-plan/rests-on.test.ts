import { describe, expect, it } from "vitest";
import { changedSince, restsOn, scopeHead } from "../../../../engine/service/saved-plan/rests-on.ts";

type Job = Parameters<typeof restsOn>[0];
type Place = Parameters<typeof restsOn>[1];

const usual = {
  files: [
    { path: "/m/b/integration.yaml", text: "title: B" },
    { path: "/m/b/invoices.yaml", text: "transfer: invoices" },
  ],
  connection: { connector: "books", login: "key", host: "https://api.example.com/v1", secret: "one" },
  connector: "books",
  schema: { type: "object" } as object,
  settings: { email: "a@example.com" } as object,
  timezone: "Europe/Helsinki",
  unit: "12" as string | undefined,
};

/** What a job and its place are made of, as far as a plan rests on it. */
function restingOn(change: Partial<typeof usual> = {}): readonly [Job, Place] {
  const { files, connection, connector, schema, settings, timezone, unit } = { ...usual, ...change };
  const flows = ["invoices", "orders"].map((name) => ({ flow: { name } }));
  const sides = new Map([["target", { connector }]]);
  const systems = new Map([["target", { connection: "main" }]]);
  const place = {
    workspace: {
      connections: new Map([["main", connection]]),
      companies: new Map([["acme", { integrations: new Map([["b", { systems }]]) }]]),
    },
    library: {
      integration: () => ({ files }),
      system: () => ({ schema: { kinds: new Map([["invoice", { name: "invoice", jsonSchema: schema }]]) } }),
    },
  };
  const job = { company: "acme", integration: { name: "b", sides, flows }, settings, timezone, unit };
  return [job, place] as unknown as readonly [Job, Place];
}

const was = restsOn(...restingOn());
const changed = (change: Partial<typeof usual>) => changedSince(was, restsOn(...restingOn(change)));

describe("what a saved plan rests on", () => {
  it("is told by what has changed, come or gone", () => {
    const [first, second] = usual.files as [{ path: string; text: string }, { path: string; text: string }];
    expect(changed({})).toEqual([]);
    expect(changed({ files: [first, { ...second, text: "transfer: orders" }] })).toEqual([
      "the mapping file invoices.yaml",
    ]);
    expect(changed({ files: [first] })).toEqual(["the mapping file invoices.yaml"]);
    expect(changed({ files: [first, second, { path: "/m/b/codes.csv", text: "a,b" }] })).toEqual([
      "the mapping file codes.csv",
    ]);
    expect(changed({ schema: { type: "object", required: ["vat"] } })).toEqual(["the system books"]);
    expect(changed({ settings: { email: "b@example.com" } })).toEqual(["the setting email"]);
    expect(changed({ settings: { email: "a@example.com", more: 1 } })).toEqual(["the setting more"]);
    expect(changed({ settings: {} })).toEqual(["the setting email"]);
    expect(changed({ timezone: "UTC" })).toEqual(["the company's time zone"]);
    expect(changed({ unit: undefined })).toEqual(["the company's unit"]);
  });

  it("is where its connections lead and by which log-in, and nothing of their secrets", () => {
    const { connection } = usual;
    const target = ["the connection of target"];
    expect(changed({ connection: { ...connection, host: "https://api.example.org/v1" } })).toEqual(target);
    expect(changed({ connection: { ...connection, host: "https://api.example.com/v2" } })).toEqual(target);
    expect(changed({ connection: { ...connection, login: "other" } })).toEqual(target);
    expect(changed({ connection: { ...connection, connector: "ledger" } })).toEqual(target);
    expect(changed({ connection: { ...connection, secret: "two" } })).toEqual([]);
  });

  it("names the flows that the plan is about", () => {
    const [job, place] = restingOn();
    const named = { kind: "named", records: new Map([["orders", ["o1"]]]), insists: true } as const;
    expect(scopeHead(job, place, undefined, { kind: "due" })).toMatchObject({
      scope: "acme/b",
      flows: ["invoices", "orders"],
      named: false,
      restsOn: was,
    });
    expect(scopeHead(job, place, ["invoices"], { kind: "due" }).flows).toEqual(["invoices"]);
    expect(scopeHead(job, place, undefined, named)).toMatchObject({ flows: ["orders"], named: true });
  });
});
