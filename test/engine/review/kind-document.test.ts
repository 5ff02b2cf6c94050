import { join } from "node:path";
import { expect, it } from "vitest";
import { openLibrary } from "../../../engine/project/library.ts";
import { kindDocument, kindDocuments } from "../../../engine/review/kind-document.ts";

const root = join(import.meta.dirname, "../../..");
const shipped = openLibrary({ mappings: join(root, "mappings"), schemas: join(root, "schemas") }, () => {});
const shop = openLibrary(
  { mappings: join(root, "mappings"), schemas: join(root, "test/golden/check/systems") },
  () => {},
);

function fieldsOf(system: string, name: string) {
  const schema = (system === "shop" ? shop : shipped).system(system)?.schema.kinds.get(name);
  if (schema === undefined) throw new Error(`${system}/${name} is not there`);
  return new Map(kindDocument(schema).fields.map((field) => [field.path, field]));
}

it("tells of each field its type, its limit, and what a create and a list do with it", () => {
  const partner = fieldsOf("procountor", "businessPartner");
  expect(partner.get("name")).toMatchObject({ type: "text", limit: 80, required: true, filter: true });
  expect(partner.get("id")).toMatchObject({ type: "whole number", access: "read only", required: false });
  expect(partner.get("type")).toMatchObject({ type: "word", words: ["CUSTOMER", "SUPPLIER", "PERSON"] });
  expect(partner.get("address.city")).toMatchObject({ type: "text", limit: 40, filter: false });
  expect(partner.get("contactPersons.email")).toMatchObject({ type: "text", limit: 80 });
  expect(partner.get("contactPersons")).toMatchObject({ type: "record", many: true });
  expect(partner.get("invoicingInfo.customerNumber")).toMatchObject({ about: "The partner's number with us." });
});

it("tells amounts of money, and which field leads to which record", () => {
  const invoice = fieldsOf("severa", "invoice");
  expect(invoice.get("totalExcludingTax")).toMatchObject({ type: "money", access: "read only" });
  expect([...invoice.keys()].filter((path) => path.startsWith("totalExcludingTax."))).toEqual([]);
  expect(invoice.get("customer")).toMatchObject({ type: "record", leadsTo: "severa/customer", as: undefined });
  expect(invoice.get("receiverContactGuid")).toMatchObject({ leadsTo: "severa/contactPerson", as: "receiverContact" });
});

it("tells the calls, filters and relations of a kind", () => {
  const [order] = shop.system("shop") === undefined ? [] : kindDocuments(shop.system("shop")?.schema ?? never());
  expect(order).toMatchObject({
    kind: "shop/order",
    id: "guid",
    can: ["list", "update"],
    filters: ["status", "isTest"],
  });
  expect(order?.relations.map(({ name, kind, many }) => [name, kind, many])).toEqual([
    ["rows", "shop/orderRow", true],
    ["pdf", undefined, false],
    ["files", undefined, true],
  ]);
});

function never(): never {
  throw new Error("shop is not there");
}
