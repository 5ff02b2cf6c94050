import { expect, it } from "vitest";
import type { Run } from "../../../../engine/work/flow-run/open-run.ts";
import { isWatched, leavesTheList } from "../../../../engine/work/transfer/afterwards.ts";
import { transferOf } from "../../compile/invoices.ts";
import { compiledShop, shopFile } from "../../compile/shop.ts";

const shop = (files: Readonly<Record<string, string>> = {}) => {
  const integration = compiledShop(files);
  const transfer = transferOf(integration.transfers.get("invoices"));
  return { transfer, run: { job: { integration } } as Run };
};

it("a document leaves the list when something is written back to its source", () => {
  expect(leavesTheList(shop().transfer)).toBe(true);
  const text = shopFile("invoices.yaml");
  const without = shop({ "invoices.yaml": text.slice(0, text.indexOf("  - write back:")) });
  expect(leavesTheList(without.transfer)).toBe(false);
});

it("documents are watched where a follow that runs names their transfer", () => {
  const { transfer, run } = shop();
  expect(isWatched(run, transfer)).toBe(true);
  const integration = shopFile("integration.yaml").replace("  - payments\n", "");
  const none = shop({ "integration.yaml": integration, "payments.yaml": "" });
  expect(isWatched(none.run, none.transfer)).toBe(false);
});
