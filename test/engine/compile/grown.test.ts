import { describe, expect, it } from "vitest";
import { compileIntegration } from "../../../engine/compile/compile-integration.ts";
import { msOf } from "../../attack.ts";
import { invoices as withFields } from "../work/shop-mappings.ts";
import { saidOf, transferOf } from "./invoices.ts";
import { order, sceneOf, typedShop } from "./shop.ts";

/** An invoice whose street comes from the last of so many names, each made of the one before it. */
function grown(count: number, first: string, next: (before: string) => string, last = (name: string) => name): string {
  const names = Array.from({ length: count }, (_, index) => `  a${index + 1}: ${next(`a${index}`)}\n`);
  const head = `pick: status == settings.invoices.transfer\nlet:\n  a0: ${first}\n${names.join("")}`;
  return withFields({ head, fields: `  receiver.street: { value: ${last(`a${count}`)}, over: cut }` });
}

const asText = (name: string) => `text(${name})`;

describe("names that each use the one before twice", () => {
  it.each([
    ["sums", grown(24, "number ?? 1", (a) => `${a} + ${a}`, asText), "ready"],
    ["choices", grown(40, "number ?? 1", (a) => `${a} if ${a} > 3 else ${a} - 1`, asText), "ready"],
    ["conditions", grown(40, "number is present", (a) => `${a} or (${a} and ${a})`, asText), "ready"],
    ["products", grown(40, "(number ?? 2) * 1.25", (a) => `${a} * ${a}`, asText), /more than 10000 digits/],
    ["joined texts", grown(34, "receiver", (a) => `join("", ${a}, ${a})`), /more than 1000000 characters/],
    ["texts with holes", grown(34, "receiver", (a) => `'"{${a}}{${a}}"'`), /more than 1000000 characters/],
  ])("%s are checked, compiled and worked out in less than a second, traced too", (_, text, outcome) => {
    const ms = msOf(() => {
      const compiled = compileIntegration(typedShop({ "invoices.yaml": text }));
      for (const trace of [false, true]) {
        const [evaluation] = transferOf(compiled.transfers.get("invoices")).evaluate({ ...sceneOf(), trace }, order);
        if (evaluation === undefined) throw new Error("nothing is made");
        if (typeof outcome === "string") expect(evaluation.kind).toBe(outcome);
        else expect(saidOf(evaluation).join(" ")).toMatch(outcome);
      }
    });
    expect(ms).toBeLessThan(1000);
  });

  it("more than fifty, one after the other, are reported at the name", () => {
    expect(() => typedShop({ "invoices.yaml": grown(60, "number ?? 1", (a) => `${a} + 1`, asText) })).toThrow(
      "more than 50 names use one another, one after the other, up to `a50`",
    );
  });
});
