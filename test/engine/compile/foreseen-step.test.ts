import { describe, expect, it } from "vitest";
import { FileValue } from "../../../engine/value/value.ts";
import { invoices, only, saidOf, transferOf } from "./invoices.ts";
import { compiledShop, knownWorld, order, sceneOf, shopFile } from "./shop.ts";

const file = new FileValue("a.pdf", "application/pdf", 10, { from: "bytes", bytes: new Uint8Array() });

describe("before the document is made", () => {
  it("a step is known not to be taken by its condition or for want of entries", () => {
    const world = knownWorld();
    expect(invoices.mayApply(sceneOf(world, { attach: "NONE" }), order, "o1", 1)).toBe(false);
    expect(invoices.mayApply(sceneOf(world, { attach: "PDF" }), order, "o1", 1)).toBe(false);
    world.relations.set("o1.files", [file]);
    expect(invoices.mayApply(sceneOf(world, { attach: "PDF" }), order, "o1", 1)).toBe(true);
    expect(invoices.mayApply(sceneOf(world), order, "o1", 2)).toBe(true);
  });

  it("only the parts of a condition that do not read it count", () => {
    const withWhen = (when: string) =>
      transferOf(
        compiledShop({
          "invoices.yaml": shopFile("invoices.yaml").replace("  - do: approve", `  - do: approve\n    when: ${when}`),
        }).transfers.get("invoices"),
      );
    expect(withWhen("books.id is present and street is absent").mayApply(sceneOf(), order, "o1", 2)).toBe(false);
    expect(withWhen("books.id is present and street is present").mayApply(sceneOf(), order, "o1", 2)).toBe(true);
  });

  it("what a step refuses of it is open, and anything else refuses the record", () => {
    const refusing = (when: string) =>
      transferOf(
        compiledShop({
          "invoices.yaml": shopFile("invoices.yaml").replace(
            "  - do: approve",
            `  - do: approve\n    refuse:\n      - { when: ${when}, say: street-missing, facts: { customer: receiver } }`,
          ),
        }).transfers.get("invoices"),
      );
    expect(saidOf(only(sceneOf(), { ...order, street: null }, refusing("street is absent")))).toEqual([
      "The invoice for Acme Oy has no street.",
    ]);
    expect(only(sceneOf(), { ...order, street: null }, refusing("books.id is absent")).kind).toBe("ready");
  });
});
