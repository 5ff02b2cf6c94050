import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findForeignCharacter, isWindows1252 } from "../../../engine/connector/characters.ts";
import type { Kind } from "../../../engine/connector/description.ts";
import { waitOf, writeMoment } from "../../../engine/connector/moment.ts";
import { readMultipart, writeMultipart } from "../../../engine/connector/multipart.ts";
import { rowsAt, valuesAt } from "../../../engine/connector/path.ts";
import { fill, template } from "../../../engine/connector/template.ts";
import { jsonPatch, mergeRecord, toWire } from "../../../engine/connector/wire.ts";
import { FileValue } from "../../../engine/value/value.ts";
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
      'answers.code looks like is "^[A-Z"; expected is a regular expression',
      'kinds.invoice.read is "FETCH /invoices/{id}"; expected is a method and a path, such as GET /invoices/{id}',
      'kinds.vat lacks "schema"',
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

describe("texts for a vendor that takes Windows-1252", () => {
  it("exactly the characters that the code page has are taken", () => {
    const decoder = new TextDecoder("windows-1252");
    for (let byte = 0; byte < 256; byte++) {
      const character = decoder.decode(Uint8Array.of(byte));
      // The five bytes without a character decode to controls.
      const isControl = byte >= 0x80 && byte <= 0x9f && character.charCodeAt(0) === byte;
      expect(isWindows1252(character), `byte ${byte}`).toBe(!isControl);
    }
    for (const foreign of ["→", "Ω", "ł", "ő", "漢", "😀", "\u200b", "\u2212"])
      expect(isWindows1252(foreign), foreign).toBe(false);
  });

  it("the field is named, rows counted from 1", () => {
    expect(findForeignCharacter({ a: "ok", rows: [{ b: "Ä €" }, { b: "x😀" }] })).toEqual({
      field: "rows.2.b",
      character: "😀",
      codePoint: "U+1F600",
    });
  });
});

describe("moments in the vendor's form and zone", () => {
  const helsinki = { format: "yyyy-MM-dd'T'HH:mm:ss", zone: "Europe/Helsinki", overlapMs: 0 };
  it.each([
    ["2026-03-29T00:59:59Z", "2026-03-29T02:59:59"],
    ["2026-03-29T01:00:00Z", "2026-03-29T04:00:00"],
    ["2026-10-25T00:30:00Z", "2026-10-25T03:30:00"],
    ["2026-12-31T23:00:00-05:00", "2027-01-01T06:00:00"],
    ["2026-06-30T21:00:00Z", "2026-07-01T00:00:00"],
  ])("%s is %s in Helsinki", (moment, expected) => {
    expect(writeMoment(moment, helsinki)).toBe(expected);
  });

  it("moves back by the overlap, and leaves text in quotes alone", () => {
    expect(
      writeMoment("2026-01-01T00:00:30Z", { format: "yyyy-MM-dd'T'HH:mm:ss'Z'", zone: "UTC", overlapMs: 60_000 }),
    ).toBe("2025-12-31T23:59:30Z");
  });

  it("Retry-After in seconds or as a date", () => {
    const now = Date.UTC(2026, 2, 2, 8);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500_000 }),
        (seconds) =>
          waitOf(new Date(now + seconds * 1000).toUTCString(), now) === seconds * 1000 &&
          waitOf(String(seconds), now) === seconds * 1000,
      ),
    );
    expect(waitOf("Mon, 02 Mar 2026 07:00:00 GMT", now)).toBe(0);
    for (const nonsense of ["soon", "-5", "", "Mon, 99 Foo 2026"]) expect(waitOf(nonsense, now)).toBeUndefined();
  });
});

describe("paths", () => {
  it("go through lists", () => {
    const body = { error: { details: [{ message: "a" }, { message: "b" }] } };
    expect(valuesAt({ body }, "body.error.details[].message")).toEqual(["a", "b"]);
    expect(valuesAt({ projects: [{ guid: "1" }, { guid: "2" }] }, "projects.guid")).toEqual(["1", "2"]);
    expect(valuesAt({ a: null }, "a.b")).toEqual([]);
    expect(valuesAt({}, "constructor")).toEqual([]);
  });

  it("find rows and who holds them; no list is not an empty list", () => {
    const dimensions = [{ id: 1, items: [{ id: 11 }] }, { id: 2 }];
    expect(rowsAt(dimensions, "body[].items")).toEqual([{ row: { id: 11 }, holder: dimensions[0] }]);
    expect(rowsAt({ results: [] }, "body.results")).toEqual([]);
    expect(rowsAt({ message: "no" }, "body")).toBeUndefined();
    expect(rowsAt({ results: "x" }, "body.results")).toBeUndefined();
  });
});

describe("templates", () => {
  it("encode what fills them, and are nothing when a hole is empty", () => {
    expect(fill(template("/a/{id}/b"), () => "x/y z", encodeURIComponent)).toBe("/a/x%2Fy%20z/b");
    expect(fill(template("/a/{id}"), () => "")).toBeUndefined();
    expect(fill(template("plain"), () => undefined)).toBe("plain");
  });
});

const kindOf = (system: string, name: string): Kind => {
  const kind = shipped(system).kinds.get(name);
  if (kind === undefined) throw new Error(name);
  return kind;
};

describe("records on the wire", () => {
  it("references shrink to ids; what has no id is data; names of references go to their field", () => {
    const severa = shipped("severa");
    expect(
      toWire(severa, kindOf("severa", "project"), {
        customer: { guid: "c", name: "Acme" },
        projectOwner: "u",
        name: "P",
        businessUnit: undefined,
      }),
    ).toEqual({ customer: { guid: "c" }, projectOwner: { guid: "u" }, name: "P" });
    expect(toWire(severa, kindOf("severa", "customer"), { headquarterAddress: { city: "Oulu" } })).toEqual({
      headquarterAddress: { city: "Oulu" },
    });
    expect(
      toWire(shipped("procountor"), kindOf("procountor", "invoice"), {
        partner: { id: 5, name: "x" },
        invoiceRows: [{ productId: { id: 7 } }],
      }),
    ).toEqual({ partnerId: 5, invoiceRows: [{ productId: 7 }] });
  });

  it("a patch touches leaves only, money whole", () => {
    const severa = shipped("severa");
    const patch = jsonPatch(severa, kindOf("severa", "product"), {
      unitPrice: { amount: 5, currencyCode: "EUR" },
      a: { "b/c": 1 },
      list: [1],
    });
    expect(patch.map((operation) => [operation["path"], operation["value"]])).toEqual([
      ["/unitPrice", { amount: 5, currencyCode: "EUR" }],
      ["/a/b~1c", 1],
      ["/list", [1]],
    ]);
  });

  it("laying changes over a record keeps what they do not name, and null clears", () => {
    expect(mergeRecord({ a: { b: 1, c: 2 }, d: 3, e: [1, 2] }, { a: { b: 9 }, d: null, e: [5], f: undefined })).toEqual(
      { a: { b: 9, c: 2 }, e: [5] },
    );
  });
});

describe("multipart", () => {
  it("bytes that were written are read back as they are, whatever they hold", () => {
    const multipart = {
      type: "form-data",
      mostBytes: 1e6,
      parts: [
        { name: "meta", fields: [{ name: "n", from: "name" }] },
        { name: "file", file: "file" },
      ],
    } as const;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const file = new FileValue("f.bin", "application/octet-stream", undefined, { from: "bytes", bytes });
        const body = writeMultipart(multipart, { name: "x", file }, () => bytes, "boundary-0123456789");
        expect([...(readMultipart(body.contentType, body.bytes) ?? [])]).toEqual([...bytes]);
      }),
    );
  });

  it("an answer that is none is undefined", () => {
    expect(readMultipart("application/json", Buffer.from("{}"))).toBeUndefined();
    expect(readMultipart("multipart/mixed; boundary=b", Buffer.from("nothing"))).toBeUndefined();
  });
});
