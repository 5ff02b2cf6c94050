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
  return `exit ${status}\n${shown("stdout", stdout)}${shown("stderr", stderr)}`
    .replaceAll(folder, "FOLDER")
    .replaceAll(root, "KOPPEL");
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

/** `calls/<case>/`: `command` holds the words of the call, the other files are the folder it is called in. */
describe("a call", () => {
  const cases = join(home, "calls");
  for (const name of readdirSync(cases).toSorted()) {
    it(name.replaceAll("-", " "), () => {
      const [line = "", ...settings] = readFileSync(join(cases, name, "command"), "utf8")
        .trimEnd()
        .split("\n");
      const environment = Object.fromEntries(settings.map((setting) => setting.split("=", 2) as [string, string]));
      inFolder(join(cases, name), (folder) => {
        for (const file of ["command", "expected"]) rmSync(join(folder, file), { force: true });
        expectGolden(join(cases, name, "expected"), call(line.split(" ").slice(1), folder, environment));
      });
    });
  }
});

describe("the process", () => {
  it("never shows a stack trace unless it is asked for", () => {
    inFolder(undefined, (folder) => {
      expect(call(["log"], folder)).not.toMatch(/^\s+at /m);
      expect(call(["log"], folder, { KOPPEL_DEBUG: "1" })).toMatch(/^\s+at /m);
    });
  });

  it("has no colours where there is no terminal", () => {
    inFolder(undefined, (folder) => expect(call(["check"], folder)).not.toContain("\u001b"));
  });

  it("ends quietly when the reader of its output has gone", () => {
    const { status, stderr } = spawnSync(
      "bash",
      ["-c", `set -o pipefail; "${process.execPath}" "${join(root, "cli/koppel.js")}" docs | head -1 > /dev/null`],
      { encoding: "utf8" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
