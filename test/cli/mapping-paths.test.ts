import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Arguments } from "../../cli/arguments.ts";
import { mappingPaths } from "../../cli/mapping-paths.ts";
import { openLibrary } from "../../engine/project/library.ts";
import { Project } from "../../engine/project/project.ts";
import { smallProject } from "../engine/project/small-project.ts";

function meant(...positionals: readonly string[]) {
  const root = smallProject();
  const project = new Project(root);
  const mappings = join(root, "mappings");
  const library = openLibrary({ mappings, schemas: join(root, "schemas") }, () => {}, project);
  const given = { positionals } as Arguments;
  return mappingPaths({ arguments: given, folder: root }, { library, mappings, sources: project.sources }).map(
    ({ folder, only }) => ({
      folder: folder.slice(root.length + 1),
      only: only?.map((path) => path.slice(root.length + 1)),
    }),
  );
}

const shop = "mappings/shop-books";

describe("the mapping folders that paths mean", () => {
  it("are all of them without a path, and those below a folder", () => {
    const all = [
      { folder: shop, only: undefined },
      { folder: "mappings/two-way", only: undefined },
    ];
    expect(meant()).toEqual(all);
    expect(meant("mappings")).toEqual(all);
  });

  it("are the folder itself, which is also that of its tests", () => {
    expect(meant(shop)).toEqual([{ folder: shop, only: undefined }]);
    expect(meant(`${shop}/tests`)).toEqual([{ folder: shop, only: undefined }]);
  });

  it("are narrowed to files that are named, unless the folder is named as well", () => {
    const file = `${shop}/items.yaml`;
    const test = `${shop}/tests/items.test.yaml`;
    expect(meant(file, test)).toEqual([{ folder: shop, only: [file, test] }]);
    expect(meant(file, shop)).toEqual([{ folder: shop, only: undefined }]);
    expect(meant(shop, file)).toEqual([{ folder: shop, only: undefined }]);
  });

  it("are told to be none", () => {
    expect(() => meant("nowhere")).toThrow("nowhere is not there");
    expect(() => meant("schemas/shop")).toThrow("schemas/shop holds no mapping");
    expect(() => meant("koppel.yaml")).toThrow("koppel.yaml belongs to no mapping");
  });
});
