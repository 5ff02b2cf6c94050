import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLibrary } from "../../../engine/project/library.ts";
import { Project } from "../../../engine/project/project.ts";
import { messageOf } from "../../../engine/report/message-of.ts";
import { checkMappings } from "../../../engine/review/check-mappings.ts";
import { reportHosts } from "../../../engine/review/report-hosts.ts";
import { collector } from "../../../engine/source/collect.ts";
import { smallProject, write } from "../project/small-project.ts";

async function checkOf(root: string, folders: readonly string[], whole: boolean) {
  const { sources, ...project } = opened(root);
  const found = collector();
  const around = whole
    ? { mappings: join(root, "mappings"), schemas: join(root, "schemas"), beside: besideOf(root), workspace: undefined }
    : undefined;
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

const besideOf = (root: string) => ({ mappings: join(root, "beside/mappings"), schemas: join(root, "beside/schemas") });

function opened(root: string) {
  const project = new Project(root);
  const place = { mappings: join(root, "mappings"), schemas: join(root, "schemas"), beside: besideOf(root) };
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

  it("of everything notes what counts in place of something that stands beside it by the same name", async () => {
    const root = smallProject();
    write(root, "beside/schemas/shop/connector.yaml", "connector: shop\n");
    write(root, "beside/schemas/other/connector.yaml", "connector: other\n");
    write(root, "beside/mappings/shop-books/integration.yaml", "integration: shop-books\n");
    const { codes } = await checkOf(root, ["shop-books"], true);
    expect(codes.filter((code) => code.endsWith("shipped-hidden"))).toEqual([
      "mappings/shop-books/integration.yaml shipped-hidden",
      "schemas/shop/connector.yaml shipped-hidden",
    ]);
  });

  it("names each host to which credentials go beyond those of what comes with Koppel, where it is written", async () => {
    const root = smallProject();
    appendFileSync(
      join(root, "schemas/shop/connector.yaml"),
      '\nhost: "https://api.shop.example"\nlogin:\n  client: { title: Client, type: client credentials, token: "https://login.attacker.example/token", value: token }\n',
    );
    const { codes } = await checkOf(root, ["shop-books"], true);
    expect(codes.filter((code) => code.endsWith("credentials-go-to"))).toHaveLength(2);
    const { sources, library } = opened(root);
    const found = collector();
    reportHosts(library(found.report), sources, undefined, found.report);
    const told = found.diagnostics.filter(({ code }) => code === "credentials-go-to");
    expect(told.map((one) => `${messageOf(one)}: ${one.span.source.text.slice(one.span.start, one.span.end)}`)).toEqual(
      [
        "the credentials of shop go to api.shop.example: api.shop.example",
        "the credentials of shop go to login.attacker.example: login.attacker.example",
      ],
    );
  });
});
