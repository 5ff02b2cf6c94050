import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { harmful, startsOrder } from "../foreign-text.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "koppel-foreign-"));
const MAPPING = "mappings/customers";
cpSync(join(root, "cli/starter/mappings/customers"), join(folder, MAPPING), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ORDER = "::stop-commands::x";
/** As YAML writes it in a quoted text. */
const EVIL = `\\n::error file=a::b\\n${ORDER}\\n##[set-env name=A]b\\e[2J\\u202e\\uFFFE<script>|</failure>]]>`;

const tests = join(folder, MAPPING, "tests/customers.test.yaml");
writeFileSync(
  tests,
  readFileSync(tests, "utf8")
    .replaceAll("name:          Acme Oy", `name:          "${EVIL}"`)
    .replace("a customer that", `"${EVIL} a customer`)
    .replace("does not have is created", 'is created"')
    .replace(/name: {3}"(.*?) a customer Procountor/, 'name:   "$1 a customer Procountor'),
);
const flow = join(folder, MAPPING, "customers.yaml");
writeFileSync(flow, `${readFileSync(flow, "utf8").replace(/^title:.*$/m, `title: "${EVIL}"`)}`);

function koppel(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/koppel.js"), ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder, NO_COLOR: "1", CI: "true", GITHUB_ACTIONS: "true" },
  });
  expect(stdout + stderr).not.toContain("fault of its own");
  return { code: status, lines: (stdout + stderr).split("\n") };
}

const ours = /^::(error|warning|notice) file=[^:]*::/;

function expectHarmless(lines: readonly string[]): void {
  for (const line of lines) {
    if (ours.test(line)) continue;
    expect(startsOrder(line), line).toBe(false);
    expect(line).not.toMatch(harmful);
  }
}

describe("what a mapping or a test has written gives a CI server no order", () => {
  it.each(["pretty", "json", "junit"])("test --format %s", (form) => {
    const { code, lines } = koppel("test", "--format", form);
    expectHarmless(lines);
    expect(lines.join("\n")).toContain("stop-commands");
    expect(code).not.toBe(0);
  });

  it.each(["pretty", "github", "json", "junit", "sarif"])("check --format %s", (form) => {
    mkdirSync(join(folder, MAPPING), { recursive: true });
    const broken = join(folder, MAPPING, "broken.yaml");
    writeFileSync(broken, `register: broken\ntitle: "${EVIL}"\n"${EVIL}": 1\n${ORDER}: [\n`);
    const { code, lines } = koppel("check", "--format", form);
    rmSync(broken);
    expectHarmless(lines);
    expect(code).toBe(3);
  });

  it("docs, as Markdown", () => {
    const { code, lines } = koppel("docs");
    expectHarmless(lines);
    expect(lines.join("\n")).not.toContain("<script>");
    expect(code).toBe(0);
  });
});
