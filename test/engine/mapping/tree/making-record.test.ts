import { describe, expect, it } from "vitest";
import type { Frame } from "../../../../engine/language/types/frame.ts";
import type { Cell } from "../../../../engine/mapping/tree/field-node.ts";
import type { KindUse } from "../../../../engine/mapping/tree/kind-use.ts";
import { MakingRecord } from "../../../../engine/mapping/tree/making-record.ts";
import { cell } from "../../language/fixture.ts";
import { edited } from "../edited.ts";

const schema = edited([]).typed.sides.get("books")?.schema.kinds.get("invoice");
if (schema === undefined) throw new Error("there is no invoice");
const kind = { name: "books/invoice", side: "books", kind: "invoice", schema, shape: schema.shape } as KindUse;
const frame = { slots: [], world: undefined } as unknown as Frame;

/** A cell of the record whose value and condition are these. */
const rule = (value: string, when?: string): Cell =>
  ({ value: cell(value).typed, when: when === undefined ? undefined : cell(when).typed }) as Cell;

describe("the record that is being made", () => {
  it("has every field of the kind that may be read or written, each absent perhaps", () => {
    const { shape } = new MakingRecord(kind);
    expect(shape.names()).toEqual(schema.targetNames(""));
    expect(shape.field("date")?.type).toEqual({ kind: "optional", of: { kind: "date" } });
    expect(shape.field("daet")).toBeUndefined();
    expect(shape.field("date")).toBe(shape.field("date"));
  });

  it("has its parts as records of their own, there although none of their fields is", () => {
    const receiver = new MakingRecord(kind).shape.field("receiver")?.type;
    expect(receiver).toMatchObject({ kind: "record", shape: { name: "books/invoice.receiver" } });
  });

  it("gives what a field's rule comes to, when it is asked for: rules are read after those that ask", () => {
    const making = new MakingRecord(kind);
    const name = making.shape.field("receiver");
    const inner = name?.type.kind === "record" ? name.type.shape.field("name") : undefined;
    making.cells.set("receiver.name", rule('"Acme"'));
    expect(inner?.read({}, frame)).toBe("Acme");
  });

  it("gives nothing where there is no rule, or its condition does not hold", () => {
    const making = new MakingRecord(kind);
    making.cells.set("text", rule('"a"', "1 > 2"));
    making.cells.set("account", rule('"b"', "2 > 1"));
    const read = (name: string) => making.shape.field(name)?.read({}, frame);
    expect([read("text"), read("account"), read("penalty")]).toEqual([undefined, "b", undefined]);
  });

  it("shows the rule itself to those who make code of it", () => {
    const making = new MakingRecord(kind);
    const text = rule('"a"');
    making.cells.set("text", text);
    expect(making.shape.field("text")?.rule?.()).toBe(text);
    expect(making.shape.field("penalty")?.rule?.()).toBeUndefined();
  });
});
