import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLibrary } from "../../../engine/project/library.ts";
import { Project } from "../../../engine/project/project.ts";
import { checkMappings } from "../../../engine/review/check-mappings.ts";
import { collector } from "../../../engine/source/collect.ts";
import { smallProject, write } from "../project/small-project.ts";

async function checkOf(root: string, folders: readonly string[], whole: boolean) {
  const { sources, ...project } = opened(root);
  const found = collector();
  const around = whole ? { mappings: join(root, "mappings"), workspace: undefined } : undefined;
  const files = await checkMappings(
    {
      sources,
      library: project.library(found.report),
      folders: folders.map((name) => join(root, "mappings", name)),
      around,
    },
    found.report,
  );
  return { files, codes: found.diagnostics.map(({ code, span }) => `${span.source.path} ${code}`) };
}

function opened(root: string) {
  const project = new Project(root);
  const place = { mappings: join(root, "mappings"), schemas: join(root, "schemas") };
  return {
    sources: project.sources,
    library: (report: Parameters<typeof openLibrary>[1]) => openLibrary(place, report, project),
  };
}

describe("a check of mappings", () => {
  it("looks at the files of a folder and at its tests", async () => {
    const root = smallProject();
    write(root, "mappings/shop-books/tests/items.test.yaml", "tests: itmes\n");
    const { files, codes } = await checkOf(root, ["shop-books"], false);
    expect(files).toContain("mappings/shop-books/items.yaml");
    expect(files).toContain("mappings/shop-books/tests/items.test.yaml");
    expect(files.some((path) => path.startsWith("mappings/two-way"))).toBe(false);
    expect(codes).toContain("mappings/shop-books/tests/items.test.yaml test-flow-unknown");
  });

  it("of everything finds mapping files that no integration takes in, and systems that none names", async () => {
    const root = smallProject();
    write(root, "mappings/stray/items.yaml", "register: items\n");
    write(root, "schemas/third/connector.yaml", "connector: third\nkinds: { a: { id: x } }\n");
    const narrow = await checkOf(root, ["shop-books"], false);
    const whole = await checkOf(root, ["shop-books"], true);
    const strange = [
      "mappings/stray/items.yaml integration-file-missing",
      "schemas/third/connector.yaml connector-kind-incomplete",
    ];
    expect(whole.codes).toEqual(expect.arrayContaining(strange));
    expect(narrow.codes.filter((code) => strange.includes(code))).toEqual([]);
  });
});
