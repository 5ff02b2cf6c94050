import { describe, expect, it } from "vitest";
import { openChoices } from "../../../../engine/work/set-up/open-choices.ts";
import { shopStage } from "../shop-stage.ts";

describe("settings that are not chosen", () => {
  it("are named with what there is to choose from, ten at most", async () => {
    const stage = await shopStage();
    for (let index = 5; index <= 12; index++)
      stage.shop.put("orderStatus", { guid: `s${index}`, name: `Status ${index}` });
    const chosen = { invoices: { done: { guid: "s2" }, account: { id: 7 } } };
    expect(await openChoices(stage.job(), chosen)).toMatchObject([
      {
        level: "note",
        code: "setting-open",
        text: 'The setting "Status to be transferred" (invoices.transfer) is not chosen.',
        advice:
          "There are: To books, In books, Draft, Paid, Status 5, Status 6, Status 7, Status 8, Status 9, Status 10, ….",
      },
    ]);
  });

  it("say so where there is nothing to choose from", async () => {
    const stage = await shopStage();
    stage.books.remove("account", 7);
    const chosen = { invoices: { transfer: { guid: "s1" }, done: { guid: "s2" } } };
    expect(await openChoices(stage.job(), chosen)).toMatchObject([{ advice: "books has none." }]);
  });
});
