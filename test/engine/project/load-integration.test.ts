import { join } from "node:path";
import { expect, it } from "vitest";
import { loadIntegration } from "../../../engine/project/load-integration.ts";
import { loadSystem } from "../../../engine/project/load-system.ts";
import { openSources } from "../../../engine/project/sources.ts";
import { smallProject, write } from "./small-project.ts";

function loaded(change: (root: string) => void = () => {}) {
  const root = smallProject();
  change(root);
  const told: string[] = [];
  const asked: string[] = [];
  const sources = openSources(root);
  const systems = (name: string) => {
    asked.push(name);
    return loadSystem(join(root, "schemas", name), sources, () => {})?.schema;
  };
  const made = loadIntegration(join(root, "mappings/shop-books"), sources, systems, (code) => void told.push(code));
  return { made, told, asked };
}

it("a mapping folder is its YAML and tables; tests below it are none of it, and systems are asked for by name", () => {
  const { made, told, asked } = loaded();
  expect(told).toEqual([]);
  expect([made.name, made.typed?.name]).toEqual(["shop-books", "shop-books"]);
  expect(made.files.map(({ path }) => path.replace("mappings/shop-books/", ""))).toEqual([
    ...["computed.yaml", "countries.csv", "integration.yaml", "invoices.yaml", "items.yaml"],
    ...["messages.yaml", "partners.yaml", "payments.yaml"],
  ]);
  expect(new Set(asked)).toEqual(new Set(["shop", "books"]));
});

it("one that cannot be understood bears the name of its folder, and says why", () => {
  const { made, told } = loaded((root) => write(root, "mappings/shop-books/integration.yaml", "- a\n"));
  expect([made.name, made.typed]).toEqual(["shop-books", undefined]);
  expect(told.length).toBeGreaterThan(0);
});
