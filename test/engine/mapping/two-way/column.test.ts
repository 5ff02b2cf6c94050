import { describe, expect, it } from "vitest";
import type { TypedTwoWayRegister } from "../../../../engine/mapping/tree/typed-flow.ts";
import { type Edit, edited } from "../edited.ts";

const told = (...edits: readonly Edit[]) => edited(edits, "two-way").told;
const row = (find: string, put: string): Edit => ["customers.yaml", find, put];
const { rows } = edited([], "two-way").typed.flows.get("customers") as TypedTwoWayRegister;
const columnsOf = (path: string) =>
  rows.find(({ columns }) => columns.some((one) => one.paths.includes(path)))?.columns;

describe("a column", () => {
  it("has fields that are there, of the record or of a part", () => {
    expect(told(row("shop: email,", "shop: emai,"))).toEqual(["field-unknown: emai"]);
    expect(told(row("billing.street", "billing.stret"))).toEqual(["field-unknown: stret"]);
  });

  it("marks the step of its path that is not there", () => {
    expect(told(row("billing.street", "biling.street"))).toContain("field-unknown: biling");
    expect(told(row("shop: email,", "shop: email.domain,"))).toContain("field-unknown: domain");
  });

  it("has the field that its side writes, through a part as well", () => {
    expect(columnsOf("email")?.map(({ name, targets }) => [name, targets.map(({ path }) => path)])).toEqual([
      ["shop", ["email"]],
      ["books", ["email"]],
    ]);
    expect(columnsOf("billing.street")).toMatchObject([
      { side: "shop", paths: ["billing.street"], targets: [{}] },
      { side: "books", paths: ["street1", "street2"], targets: [{}, {}] },
    ]);
  });
});
