import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verbs } from "../../cli/verbs.ts";

const root = join(import.meta.dirname, "../..");
const home = join(root, "test/golden/cli");

/** What a person sees who calls the command line in a folder with these files. */
function call(words: readonly string[], folder: string, more: Readonly<Record<string, string>> = {}): string {
  const env = { PATH: process.env["PATH"], HOME: folder, ...more };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/koppel.js"), ...words], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  const shown = (title: string, text: string): string => (text === "" ? "" : `--- ${title}\n${text.trimEnd()}\n`);
  const all = `exit ${status}
${shown("stdout", stdout)}${shown("stderr", stderr)}`;
  return withoutFigures(all).replaceAll(folder, "FOLDER").replaceAll(root, "KOPPEL");
}

function inFolder<Result>(files: string | undefined, work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "koppel-cli-"));
  try {
    if (files !== undefined) cpSync(files, folder, { recursive: true });
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function addShop(folder: string): void {
  cpSync(join(root, "test/golden/check/base"), join(folder, "mappings/shop-books"), { recursive: true, force: false });
  cpSync(join(root, "test/golden/check/systems"), join(folder, "schemas"), { recursive: true });
}

/** Times and the number of the shipped files differ from day to day. */
function withoutFigures(text: string): string {
  return text
    .replace(/\d\d+ files checked/g, "… files checked")
    .replace(/\(\d+\.\d s\)/g, "(… s)")
    .replace(/"ms": \d+/g, '"ms": 0')
    .replace(/time="\d+\.\d+"/g, 'time="0"');
}

function expectGolden(path: string, found: string): void {
  if (process.env["UPDATE_GOLDEN"]) writeFileSync(path, found);
  expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(found).toBe(readFileSync(path, "utf8"));
}

describe("help", () => {
  it("lists the verbs", () => {
    inFolder(undefined, (folder) => expectGolden(join(home, "help/koppel.txt"), call([], folder)));
  });

  it("is the same for koppel, koppel --help and koppel help", () => {
    inFolder(undefined, (folder) => {
      expect(call(["--help"], folder)).toBe(call([], folder));
      expect(call(["help"], folder)).toBe(call([], folder));
    });
  });

  for (const { name, summary, load } of verbs) {
    it(`of ${name} has usage, options, examples and exit codes`, async () => {
      expect((await load()).summary).toBe(summary);
      inFolder(undefined, (folder) => {
        const page = call([name, "--help"], folder);
        for (const head of ["Usage: koppel", "Options:", "Examples:", "Exit codes:"]) expect(page).toContain(head);
        expectGolden(join(home, `help/${name}.txt`), page);
      });
    });
  }
});

/**
 * `calls/<case>/`: `command` holds the words of the call and, below, variables of the environment; the other files are the
 * folder it is called in. A file `shop` stands for the small integration of the golden checks, with its systems.
 */
describe("a call", () => {
  const cases = join(home, "calls");
  for (const name of readdirSync(cases).toSorted()) {
    it(name.replaceAll("-", " "), () => {
      const [line = "", ...settings] = readFileSync(join(cases, name, "command"), "utf8")
        .trimEnd()
        .split("\n");
      const environment = Object.fromEntries(settings.map((setting) => setting.split("=", 2) as [string, string]));
      inFolder(join(cases, name), (folder) => {
        if (existsSync(join(folder, "shop"))) addShop(folder);
        for (const file of ["command", "expected", "shop"]) rmSync(join(folder, file), { force: true });
        expectGolden(join(cases, name, "expected"), call(line.split(" ").slice(1), folder, environment));
      });
    });
  }
});

const otherNode = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => {
  const { status, stdout } = spawnSync(path, ["-p", "process.versions.node"], { encoding: "utf8" });
  return status === 0 && Number.parseInt(stdout, 10) < 24;
});

describe("the process", () => {
  it.skipIf(otherNode === undefined)("starts the right Node from an older one, and passes on the exit code", () => {
    const program = join(root, "cli/koppel.js");
    const { status, stdout } = spawnSync(otherNode ?? "", [program, "--version"], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^koppel \d/) });
    expect(spawnSync(otherNode ?? "", [program, "chek"]).status).toBe(2);
  });

  it("never shows a stack trace unless it is asked for", () => {
    inFolder(undefined, (folder) => {
      expect(call(["log"], folder)).not.toMatch(/^\s+at /m);
      expect(call(["log"], folder, { KOPPEL_DEBUG: "1" })).toMatch(/^\s+at /m);
    });
  });
});
