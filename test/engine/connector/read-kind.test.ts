import { describe, expect, it } from "vitest";
import { readKind } from "../../../engine/connector/read-kind.ts";
import { readPart } from "./read-part.ts";

const kindNames = new Set(["invoice", "partner"]);
const kind = (text: string) =>
  readPart(text, (node, report) =>
    readKind("invoice", node, { styles: new Map(), sends: "changed fields", kindNames }, report),
  );
const least = "schema: invoice.json, id: id, label: number";

describe("a kind", () => {
  it("has a schema, an id and a label; what it cannot do is not there", () => {
    const { made, messages } = kind(`{ ${least} }`);
    expect(messages).toEqual([]);
    expect(made).toMatchObject({ name: "invoice", schema: "invoice.json", id: "id", label: ["number"] });
    expect([made?.list, made?.read, made?.create, made?.update, made?.undo, made?.many]).toEqual(
      new Array(6).fill(undefined),
    );
  });

  it("is none without a schema or an id", () => {
    expect(kind("{ id: id, label: a }")).toEqual({ made: undefined, messages: ['kinds.invoice lacks "schema"'] });
    expect(kind("{ schema: a.json, label: a }")).toEqual({ made: undefined, messages: ['kinds.invoice lacks "id"'] });
    expect(kind("{ schema: a.json, id: id }").messages).toEqual(['kinds.invoice lacks "label"']);
  });

  it("writes as the connector says, or as it says itself; an action sends what it is given", () => {
    const writes =
      "create: POST /a, update: { call: 'PUT /a/{id}', sends: everything }, actions: { approve: 'PUT /a/{id}/ok' }";
    const sent = (text: string) => {
      const { made } = kind(text);
      return [made?.create?.sends, made?.update?.sends, made?.actions.get("approve")?.sends];
    };
    expect(sent(`{ ${least}, ${writes} }`)).toEqual(["changed fields", "everything", "changed fields"]);
    expect(sent(`{ ${least}, sends: json patch, ${writes} }`)).toEqual(["json patch", "everything", "changed fields"]);
  });
});

describe("a filter", () => {
  const filters = (text: string) => {
    const { made, messages } = kind(`{ ${least}, filters: ${text} }`);
    return { made: Object.fromEntries(made?.filters ?? []), messages };
  };

  it("is a parameter or a header that takes one value and compares it, unless it says more", () => {
    expect(
      filters("{ number: { parameter: no }, ref: { header: X-Ref, values: comma, most: 5, compares: contains } }").made,
    ).toEqual({
      number: { by: "parameter", name: "no", values: "one", most: 50, compares: "equals" },
      ref: { by: "header", name: "X-Ref", values: "comma", most: 5, compares: "contains" },
    });
  });

  it("has a name", () => {
    expect(filters("{ number: { values: comma } }").messages).toEqual([
      'kinds.invoice.filters.number lacks "parameter"',
    ]);
  });
});

describe("another kind that it names", () => {
  it("is one of the connector's, of a reference and of a relation", () => {
    expect(kind(`{ ${least}, references: { partnerId: { kind: partnr, as: partner } } }`).messages).toEqual([
      'there is no kind "partnr"; did you mean "partner"?',
    ]);
    expect(kind(`{ ${least}, relations: { partner: { kind: partnr, field: partner } } }`).messages).toEqual([
      'there is no kind "partnr"; did you mean "partner"?',
    ]);
  });

  it("is meant by the field's bare value, or by a field of it", () => {
    const { made, messages } = kind(
      `{ ${least}, references: { partnerId: { kind: partner, as: partner }, payer: { kind: partner, by: guid } } }`,
    );
    expect(messages).toEqual([]);
    expect(Object.fromEntries(made?.references ?? [])).toEqual({
      partnerId: { kind: "partner", by: undefined, as: "partner" },
      payer: { kind: "partner", by: "guid", as: undefined },
    });
  });
});
