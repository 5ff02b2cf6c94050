import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLibrary } from "../../../engine/project/library.ts";
import { Project } from "../../../engine/project/project.ts";
import { collector } from "../../../engine/source/collect.ts";
import { smallProject, write } from "./small-project.ts";

function opened() {
  const root = smallProject();
  const place = { mappings: join(root, "mappings"), schemas: join(root, "schemas") };
  const found = collector();
  const open = () => openLibrary(place, found.report, new Project(root));
  const codes = () => found.diagnostics.map(({ code, span }) => `${span.source.path} ${code}`);
  return { root, place, open, codes };
}

describe("the library", () => {
  it("names the folders that have an integration or a connector", () => {
    const { root, open } = opened();
    write(root, "mappings/stray/items.yaml", "register: items\n");
    expect([open().integrationNames, open().systemNames]).toEqual([
      ["shop-books", "two-way"],
      ["books", "shop"],
    ]);
    expect([open().integration("stray"), open().system("nowhere")]).toEqual([undefined, undefined]);
  });

  it("reports a fault when what has it is first asked for, and once", () => {
    const { root, open, codes } = opened();
    write(root, "schemas/shop/customer.json", "{ nothing");
    const library = open();
    expect(codes()).toEqual([]);
    library.system("shop");
    const first = codes();
    expect(first).toContain("schemas/shop/customer.json json-syntax");
    library.system("shop");
    expect(codes()).toEqual(first);
  });

  it("reports the faults of the systems that an integration names with its own", () => {
    const { root, open, codes } = opened();
    write(root, "schemas/shop/customer.json", "{ nothing");
    open().integration("shop-books");
    expect(codes()).toContain("schemas/shop/customer.json json-syntax");
  });

  it("reads the calls of a connector for those who ask for them", () => {
    const { root, open, codes } = opened();
    write(root, "schemas/empty/connector.yaml", "connector: empty\n");
    const system = open().system("empty");
    expect(codes()).toEqual([]);
    expect(system?.connector).toBe(system?.connector);
    expect(codes().length).toBeGreaterThan(0);
  });

  it("tells the faults of what a project has kept to each library anew", () => {
    const { root, place } = opened();
    write(root, "schemas/shop/customer.json", "{ nothing");
    const project = new Project(root);
    const told = () => {
      const found = collector();
      void openLibrary(place, found.report, project).integration("shop-books");
      return found.diagnostics;
    };
    const first = told();
    expect(first.length).toBeGreaterThan(0);
    expect(told()).toEqual(first);
  });

  it("has what stands beside it as well; of two of one name its own counts, also for what only stands beside", () => {
    const root = smallProject();
    const other = smallProject();
    write(other, "schemas/third/connector.yaml", "connector: third\ntitle: Third\n");
    write(
      other,
      "mappings/beside/integration.yaml",
      readFileSync(join(other, "mappings/shop-books/integration.yaml"), "utf8"),
    );
    write(root, "schemas/shop/connector.yaml", "connector: shop\ntitle: Our own shop\n");
    const folders = (at: string) => ({ mappings: join(at, "mappings"), schemas: join(at, "schemas") });
    const project = new Project(root);
    const open = () => openLibrary({ ...folders(root), beside: folders(other) }, () => {}, project);
    expect([open().systemNames, open().own.systemNames]).toEqual([
      ["books", "shop", "third"],
      ["books", "shop"],
    ]);
    expect([open().integrationNames, open().own.integrationNames]).toEqual([
      ["beside", "shop-books", "two-way"],
      ["shop-books", "two-way"],
    ]);
    expect([open().system("shop")?.schema.title, open().system("third")?.schema.title]).toEqual([
      "Our own shop",
      "Third",
    ]);
    expect(open().folderOf("beside")).toBe(join(other, "mappings/beside"));
    expect(open().integration("beside")?.typed?.sides.get("shop")?.schema?.title).toBe("Our own shop");
    rmSync(join(root, "schemas/shop"), { recursive: true });
    project.refresh();
    expect(open().integration("beside")?.typed?.sides.get("shop")?.schema?.title).not.toBe("Our own shop");
  });
});
