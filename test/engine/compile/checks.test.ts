import { describe, expect, it } from "vitest";
import { compiledShop, sceneOf } from "./shop.ts";

const shop = compiledShop();

describe("checks", () => {
  it("say nothing when they hold, and their message when they do not", () => {
    const [numbered] = shop.checks;
    expect(numbered?.evaluate(sceneOf())).toEqual([]);
    const said = numbered?.evaluate(sceneOf(undefined, { transfer: { guid: "s1", name: "Draft", hasNumber: false } }));
    expect(said?.map(({ text, advice }) => [text, advice])).toEqual([
      ["The status Draft gives no number.", "Switch it on."],
    ]);
  });
});
