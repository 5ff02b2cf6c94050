import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const scene = mkdtempSync(join(tmpdir(), "koppel-outside-"));
const project = join(scene, "project");
const outside = join(scene, "outside");
const MAPPING = "mappings/shop-books";
const PRECIOUS = "password: hunter2 # not laid out:   at all\nname:   [a,b]\n";

beforeEach(() => {
  rmSync(project, { recursive: true, force: true });
  rmSync(outside, { recursive: true, force: true });
  mkdirSync(outside, { recursive: true });
  cpSync(join(root, "test/golden/check/base"), join(project, MAPPING), { recursive: true });
  cpSync(join(root, "test/golden/check/systems"), join(project, "schemas"), { recursive: true });
  for (const name of ["precious.yaml", "precious.csv"]) writeFileSync(join(outside, name), PRECIOUS);
});
afterAll(() => rmSync(scene, { recursive: true, force: true }));

const inMapping = (name: string): string => join(project, MAPPING, name);

function koppel(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/koppel.js"), ...words], {
    cwd: project,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: scene, NO_COLOR: "1" },
  });
  const text = (stdout + stderr).replaceAll(scene, "SCENE");
  expect(text).not.toContain("hunter2");
  expect(text).not.toContain("fault of its own");
  return { code: status, text };
}

function expectUntouched(): void {
  for (const name of ["precious.yaml", "precious.csv"])
    expect(readFileSync(join(outside, name), "utf8")).toBe(PRECIOUS);
}

describe("a link in the project that leads out of it", () => {
  it.each([
    ["a mapping file", "more.yaml", "precious.yaml", ["check"]],
    ["a table", "codes.csv", "precious.csv", ["check"]],
    ["a test file", "tests/more.test.yaml", "precious.yaml", ["check"]],
    ["a test file, when tests are run", "tests/more.test.yaml", "precious.yaml", ["test"]],
    ["a mapping file, named by itself", "more.yaml", "precious.yaml", ["check", `${MAPPING}/more.yaml`]],
  ])("is not read: %s", (_, name, target, words) => {
    mkdirSync(inMapping("tests"), { recursive: true });
    symlinkSync(join(outside, target), inMapping(name));
    const { code, text } = koppel(...words);
    expect(text).toContain(`this leads to SCENE/outside/${target}, which is outside of the project's folder`);
    expect(code).toBe(3);
  });

  it("is not laid out", () => {
    symlinkSync(join(outside, "precious.yaml"), inMapping("more.yaml"));
    const { code, text } = koppel("fmt");
    expect(text).toContain(`${MAPPING}/more.yaml leads to SCENE/outside/precious.yaml`);
    expect(code).toBe(1);
    expectUntouched();
  });

  it("is not followed as the place for a document, nor is one made behind it", () => {
    for (const name of ["precious.yaml", "new.md"]) {
      symlinkSync(join(outside, name), join(project, "fields.md"));
      const { code, text } = koppel("docs", "-o", "fields.md");
      expect(text).toContain(`it leads to SCENE/outside/${name}`);
      expect(code).toBe(1);
      rmSync(join(project, "fields.md"));
    }
    expectUntouched();
    expect(koppel("docs", "-o", "fields.md").code).toBe(0);
    expect(koppel("docs", "-o", "../outside/named.md").code).toBe(0);
  });

  it("is not a folder of mappings, schemas or tests, though a pattern of the shell may name it", () => {
    renameSync(join(project, MAPPING), join(outside, "shop-books"));
    symlinkSync(join(outside, "shop-books"), join(project, MAPPING));
    const { code, text } = koppel("check", MAPPING);
    expect(text).toContain("outside of the project's folder");
    expect(code).toBe(3);
  });

  it("is not the workspace", () => {
    symlinkSync(join(outside, "precious.yaml"), join(project, "koppel.yaml"));
    expect(koppel("check").text).toContain("this leads to SCENE/outside/precious.yaml");
    expect(koppel("status").code).not.toBe(0);
  });

  it("is nothing when it leads to itself", () => {
    const before = koppel("check").text;
    symlinkSync("loop.yaml", inMapping("loop.yaml"));
    expect(koppel("check").text).toBe(before);
  });
});

describe("what a workspace names", () => {
  const workspace = (text: string): void => writeFileSync(join(project, "koppel.yaml"), text);

  it.each(["store", "mappings", "schemas"])("by a relative path lies in the project: %s", (key) => {
    workspace(`${key}: ../outside\n`);
    const { code, text } = koppel("check");
    expect(text).toContain("error[workspace-path-outside]: ../outside is outside of the project's folder");
    expect(text).toContain("If that is meant, write it out: SCENE/outside");
    expect(code).toBe(3);
  });

  it("may be written out: the advice followed to the letter", () => {
    renameSync(join(project, "schemas"), join(outside, "schemas"));
    workspace(`store: ${outside}/koppel.sqlite\nschemas: ${outside}/schemas\nmappings: mappings\n`);
    const { text } = koppel("check");
    expect(text).not.toContain("outside of the project's folder");
    expect(text).not.toContain("workspace-");
  });

  it("as a secret lies in the project or is written out, and is never shown", () => {
    const connection = (file: string): string =>
      `connections:\n  severa: { connector: severa, login: client, credentials: { clientId: me, clientSecret: { file: ${file} } } }\n`;
    symlinkSync(join(outside, "precious.yaml"), join(project, "link.secret"));
    for (const file of ["../outside/precious.yaml", "link.secret"]) {
      workspace(connection(file));
      expect(koppel("check").text).toContain(
        `the file ${file} is outside of the project's folder; if it is meant, write it out: SCENE/outside/precious.yaml`,
      );
    }
    workspace(connection(join(outside, "precious.yaml")));
    expect(koppel("check").text).not.toContain("workspace-secret-missing");
  });
});
