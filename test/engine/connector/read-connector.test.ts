import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readText, shipped, shippedText } from "./read-shipped.ts";

describe("a connector's mistakes are reported with the nearest right thing, several at once", () => {
  it("unknown and missing keys, wrong values, unknown kinds and paging styles", () => {
    const text = shippedText("procountor")
      .replace("settle:  180 seconds", "settel:  180 seconds")
      .replace("timeout: 60 seconds", "timeout: 60")
      .replace('"^[A-Z][A-Z0-9_]+$"', '"^[A-Z"')
      .replace("partnerId:               { kind: businessPartner", "partnerId:               { kind: businessPartners")
      .replace("pages:   ids\n", "pages:   idz\n")
      .replace("read:   GET /invoices/{id}", "read:   FETCH /invoices/{id}")
      .replace("schema: vat.json\n", "label2: x\n");
    expect(readText(text).messages.toSorted()).toEqual([
      '"label2" is not a key of kinds.vat; did you mean "label"?',
      '"settel" is not a key of the connector; did you mean "settle"?',
      'kinds.invoice.read is "FETCH /invoices/{id}"; expected is a method and a path, such as GET /invoices/{id}',
      'kinds.vat lacks "schema"',
      "the pattern cannot be read: missing closing ]",
      'there is no kind "businessPartners"; did you mean "businessPartner"?',
      'there is no paging style "idz"; did you mean "ids"?',
      'timeout is "60"; expected is a time such as 60 seconds or 2 minutes',
    ]);
  });

  it.each([
    "",
    "a",
    "[]",
    "connector: x",
    "connector: [x]\nkinds: 5",
    "kinds:\n  a:\n    relations: { b: { kind: c } }\n    errors: 1",
  ])("%j makes messages, never an exception", (text) => {
    expect(() => readText(text)).not.toThrow();
  });
});

describe("the shipped connectors", () => {
  it.each(["severa", "procountor"])(
    "%s: every hole of a call is filled by the kind's id, its fields or the connector",
    (system) => {
      for (const kind of shipped(system).kinds.values()) {
        for (const reference of kind.references.values()) expect(shipped(system).kinds.has(reference.kind)).toBe(true);
        if (kind.read !== undefined) expect(kind.read.path.text).toContain(`{${kind.id}}`);
      }
    },
  );

  const severa = new URL(
    "../../../../shared/vendor/severa/severa-rest-v1.reconstructed.openapi3.json",
    import.meta.url,
  );
  it.skipIf(!existsSync(severa))("Severa's scopes are those that the calls need", () => {
    const file = JSON.parse(readFileSync(severa, "utf8"));
    const scopes = new Set([...shipped("severa").logins.values()].flatMap((login) => login.scopes.split(",")));
    const needed = new Set<string>();
    const anonymous = (path: string) => path.replace(/\{[^}]+\}/g, "{}");
    const byPath = new Map(
      Object.entries<Record<string, { "x-scopes-from-tag"?: string[] }>>(file.paths).map(([path, methods]) => [
        anonymous(path),
        methods,
      ]),
    );
    const note = (method: string, path: string) =>
      byPath.get(anonymous(path))?.[method.toLowerCase()]?.["x-scopes-from-tag"]?.forEach((scope) => {
        needed.add(scope);
      });
    for (const kind of shipped("severa").kinds.values()) {
      for (const call of [kind.read, kind.list?.call, kind.create?.call, kind.update?.call])
        if (call !== undefined) note(call.method, call.path.text);
      for (const relation of kind.relations.values()) {
        if (relation.is === "files") note("GET", relation.file.call.path.text);
        if (relation.is !== "through" && relation.source?.from === "call") note("GET", relation.source.call.path.text);
        if (relation.is !== "through" && relation.source?.from === "calls")
          for (const call of relation.source.calls.values()) note("GET", call.path.text);
      }
    }
    expect(needed.size).toBeGreaterThan(10);
    expect([...needed].filter((scope) => !scopes.has(scope))).toEqual([]);
  });
});
