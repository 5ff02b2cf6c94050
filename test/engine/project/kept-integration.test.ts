import { join } from "node:path";
import { expect, it } from "vitest";
import { KeptFiles } from "../../../engine/project/kept-files.ts";
import { KeptIntegration } from "../../../engine/project/kept-integration.ts";
import { KeptSystem } from "../../../engine/project/kept-system.ts";
import { smallProject, write } from "./small-project.ts";

/** The mapping folder of a small project as it was read, and what becomes of it. */
function shopBooks() {
  const root = smallProject();
  const files = new KeptFiles(root);
  const systems = new Map<string, KeptSystem>();
  const systemNamed = (name: string): KeptSystem => {
    const kept = systems.get(name) ?? new KeptSystem(join(root, "schemas", name), files);
    systems.set(name, kept);
    return kept;
  };
  const integration = new KeptIntegration(join(root, "mappings/shop-books"), files, systemNamed);
  const change = (path: string) => {
    write(root, path, "# another\n");
    files.changed(join(root, path));
  };
  return { integration, systems, change, isStillSo: () => integration.isStillSo(systemNamed) };
}

it("a mapping folder asks for the systems that it names, by name", () => {
  const { integration } = shopBooks();
  expect([...integration.systems].toSorted()).toEqual(["books", "shop"]);
  expect(integration.made.typed?.name).toBe("shop-books");
});

it("it is still so when another folder changes or its tests do, and not when a file of its own does", () => {
  const { change, isStillSo } = shopBooks();
  change("mappings/two-way/customers.yaml");
  change("mappings/shop-books/tests/items.test.yaml");
  expect(isStillSo()).toBe(true);
  change("mappings/shop-books/items.yaml");
  expect(isStillSo()).toBe(false);
});

it("it is still so while the systems are the very ones that it was read with", () => {
  const { systems, isStillSo } = shopBooks();
  expect(isStillSo()).toBe(true);
  systems.delete("books");
  expect(isStillSo()).toBe(false);
});

it("it tells what was wrong with it to each who asks", () => {
  const { integration } = shopBooks();
  const told: string[] = [];
  integration.tell((code) => void told.push(code));
  expect(told).toEqual([]);
});
