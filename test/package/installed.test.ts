import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "koppel-installed-"));
const home = join(folder, "home");

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

function call(command: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, HOME: home, XDG_CACHE_HOME: "", NO_COLOR: "1", ...environment },
  });
  return { code: status, text: `${stdout}${stderr}` };
}

const koppel = (...words: readonly string[]): Ended =>
  call(process.execPath, [join(folder, "node_modules/koppel/bin/koppel.js"), ...words]);

beforeAll(() => {
  mkdirSync(home, { mode: 0o700 });
  const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root, encoding: "utf8" });
  const file = packed.stdout.trim().split("\n").at(-1) ?? "";
  expect(file, packed.stderr).toMatch(/^koppel-.*\.tgz$/);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const installed = call("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, file)], {
    HOME: process.env["HOME"] ?? home,
  });
  expect(installed.code, installed.text).toBe(0);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package, installed into an empty folder", () => {
  it("holds what was built and nothing else", () => {
    expect(readdirSync(join(folder, "node_modules/koppel")).toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "package.json",
    ]);
  });

  it("is found by npx, and says its version", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(call("npx", ["koppel", "--version"])).toEqual({ code: 0, text: `koppel ${version}\n` });
  });

  it("checks and tests the mappings that it brings", () => {
    expect(koppel("check")).toMatchObject({ code: 0, text: expect.stringMatching(/nothing to complain about/) });
    expect(koppel("test")).toMatchObject({ code: 0, text: expect.stringMatching(/^\d+ tests passed/m) });
  });

  it("runs the demo: sandbox, set-up, plan, run and log", () => {
    const { code, text } = koppel("demo", "--invoices", "3");
    expect(text).toMatch(/arrived, 0 twice, 0 lost/);
    expect(code).toBe(0);
  });

  it("says in two lines what is needed where no Node is that it can use", () => {
    const { code, text } = withVersion("20.20.2");
    expect(text).toMatch(
      /^koppel needs Node 24 or newer; this is Node 20.20.2.\nRun it with a newer Node, or run "npm install node-\S+@26" where koppel is installed: that one is then used\n$/,
    );
    expect(code).toBe(1);
  });
});

/** The program as it starts on a Node that says that it is of this version. */
function withVersion(version: string): Ended {
  const disguise = join(folder, "disguise.cjs");
  writeFileSync(disguise, `Object.defineProperty(process.versions, "node", { value: "${version}" });`);
  return call(process.execPath, ["--require", disguise, join(folder, "node_modules/koppel/bin/koppel.js"), "check"]);
}

describe("what was compiled is kept", () => {
  const cache = join(folder, "home/.cache/koppel");

  it("in the home folder, where nobody else can write", () => {
    koppel("--version");
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).not.toEqual([]);
  });

  it("and not where others could write, since what is found there is run", () => {
    rmSync(cache, { recursive: true });
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    expect(koppel("--version").code).toBe(0);
    expect(readdirSync(cache)).toEqual([]);
  });

  it("and not in a common folder where there is no home", () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("koppel-cache"));
    const program = join(folder, "node_modules/koppel/bin/koppel.js");
    expect(call(process.execPath, [program, "--version"], { HOME: "" }).code).toBe(0);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("koppel-cache"))).toEqual(before);
  });
});
