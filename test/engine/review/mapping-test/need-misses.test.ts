import { describe, expect, it } from "vitest";
import { neededRegisters } from "../../../../engine/review/mapping-test/need-misses.ts";
import { typedShop } from "../../compile/shop.ts";
import { caseMisses, ORDER, runShopTests, shopTestText } from "./run-shop-tests.ts";

const there = `${ORDER}
  books/partner:
    ACME: { id: 90, number: "1001", identifier: "1234567-1", name: Acme }`;

const missesOf = (expectation: string, records: string, change = "{}") =>
  caseMisses("invoices", records, `record: plain, change: ${change}, expect: { needs: ${expectation} }`);

describe("what a document needs", () => {
  it("is created where it is not there, linked where it is, and passed where the settings say so", async () => {
    expect(await missesOf("{ partner: create }", ORDER)).toEqual([]);
    expect(await missesOf("{ partner: link }", there)).toEqual([]);
    expect(await missesOf("{ partner: pass }", ORDER, "{ settings: { partners.create: false } }")).toEqual([]);
  });

  it("is missed with what became of it", async () => {
    expect(await missesOf("{ partner: create }", there)).toMatchObject([
      { what: "the prerequisite partner", expected: "create", found: "link" },
    ]);
  });

  it("is called as the flow calls it", async () => {
    const testCase = "  - { name: one, record: plain, expect: { needs: { partners: create } } }";
    const { codes } = await runShopTests(shopTestText("invoices", ORDER, testCase));
    expect(codes).toEqual(["test-record-unknown"]);
  });

  it("is known of each flow", () => {
    expect(neededRegisters(typedShop(), "invoices")).toEqual(["partners"]);
    expect(neededRegisters(typedShop(), "items")).toEqual([]);
    expect(neededRegisters(typedShop(), "nothing")).toEqual([]);
  });
});
