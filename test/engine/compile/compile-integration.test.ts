import { describe, expect, it } from "vitest";
import { compileIntegration, NotRunnable, notRunnable } from "../../../engine/compile/compile-integration.ts";
import type { CompiledIntegration } from "../../../engine/compile/compiled.ts";
import { edited } from "../mapping/edited.ts";
import { compiledShop, knownWorld, order, sceneOf, shopFile, typedShop } from "./shop.ts";

const integration = (edit: (text: string) => string): CompiledIntegration =>
  compiledShop({ "integration.yaml": edit(shopFile("integration.yaml")) });

describe("an integration that can be run", () => {
  const shop = compiledShop();

  it("has its flows in the order of its file, and those that run when needed by name alone", () => {
    expect(shop.flows.map(({ flow }) => `${flow.kind} ${flow.name}`)).toEqual([
      "register items",
      "transfer invoices",
      "follow payments",
    ]);
    expect([...shop.registers.keys()].toSorted()).toEqual(["items", "partners"]);
    expect([...shop.transfers.keys()]).toEqual(["invoices"]);
  });

  it("knows its sides by the names that it gives them", () => {
    expect(Object.fromEntries(shop.sides)).toEqual({
      shop: { connector: "shop", login: "client" },
      books: { connector: "books", login: "api key" },
    });
    expect([shop.name, shop.schedule]).toEqual(["shop-books", { minutes: 10 }]);
  });

  it("has its own words for a vendor's code where it says any", () => {
    const messages = `${shopFile("messages.yaml")}  books.TAKEN:\n    text: "It is taken."\n    advice: "Take another."\n`;
    const own = compiledShop({ "messages.yaml": messages });
    expect(own.vendorMessage("books", "TAKEN")).toEqual({ text: "It is taken.", advice: "Take another." });
    expect(own.vendorMessage("shop", "TAKEN")).toBeUndefined();
  });
});

describe("a switch of the settings", () => {
  it("turns a flow on and off", () => {
    const switched = integration((text) =>
      text.replace("  - items\n", "  - flow: items\n    when: settings.partners.create\n"),
    ).flows.find(({ flow }) => flow.name === "items");
    expect(switched?.when?.(sceneOf())).toBe(true);
    expect(switched?.when?.({ ...sceneOf(), settings: { partners: { create: false } } })).toBe(false);
    expect(compiledShop().flows.every(({ when }) => when === undefined)).toBe(true);
  });

  it("turns notices on, and says to whom they go", () => {
    const { notices } = compiledShop();
    expect(notices?.when(sceneOf())).toBe(true);
    expect(notices?.when(sceneOf(knownWorld(), { email: false }))).toBe(false);
    expect(notices?.to(sceneOf())).toEqual(["a@example.fi"]);
    expect(notices?.to({ ...sceneOf(), settings: {} })).toEqual([]);
    expect(integration((text) => text.slice(0, text.indexOf("notices:\n  when"))).notices).toBeUndefined();
  });
});

describe("what can be checked and not run", () => {
  it("is a register that flows both ways", () => {
    const { typed } = edited([], "two-way");
    expect(notRunnable(typed)).toEqual([{ flow: "customers", because: "is a register that flows both ways" }]);
    expect(() => compileIntegration(typed)).toThrow(
      "shop-books cannot be run yet: customers is a register that flows both ways",
    );
    expect(() => compileIntegration(typed)).toThrow(NotRunnable);
  });

  it("is a transfer that sends a document of its own", () => {
    const printout =
      "document: printout\ntitle: Printout\nfrom: shop/order\nto: books/item\nover: refuse\nfields: { code: text(number), name: receiver, active: true }\n";
    const { typed } = edited([
      ["printout.yaml", "", printout],
      ["invoices.yaml", "with:\n", "with:\n  printed: document printout\n"],
    ]);
    expect(notRunnable(typed)).toEqual([{ flow: "invoices", because: "sends the document printed" }]);
  });

  it("is nothing of an integration without these", () => {
    expect(notRunnable(typedShop())).toEqual([]);
  });
});

it("evaluations are traced where the scene or the maker of the integration asks for it", () => {
  const flow = (typed: CompiledIntegration) => typed.transfers.get("invoices");
  const lineageOf = (typed: CompiledIntegration, trace?: boolean) => {
    const scene = { ...sceneOf(), ...(trace === undefined ? {} : { trace }) };
    const [made] = flow(typed)?.evaluate(scene, order) ?? [];
    return made?.kind === "ready" && made.lineage.length > 0;
  };
  const always = compileIntegration(typedShop(), { trace: true });
  expect([lineageOf(compiledShop()), lineageOf(compiledShop(), true)]).toEqual([false, true]);
  expect([lineageOf(always), lineageOf(always, false)]).toEqual([true, false]);
});
