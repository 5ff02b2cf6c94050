import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const program = resolve(import.meta.dirname, "../../../cli/koppel.js");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "koppel-init-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function koppel(words: readonly string[], at = folder, event = ""): Ended {
  const environment = { PATH: process.env["PATH"], HOME: folder, npm_lifecycle_event: event };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: at,
    encoding: "utf8",
    env: environment,
  });
  return { code: status, stdout, stderr };
}

const text = (path: string): string => readFileSync(join(folder, path), "utf8");
const mode = (path: string): number => statSync(join(folder, path)).mode & 0o777;

describe("koppel init", () => {
  it("makes a workspace with which nothing is wrong, laid out as fmt would, whose tests pass", () => {
    expect(koppel(["init", "shop"])).toMatchObject({ code: 0, stderr: "" });
    const shop = join(folder, "shop");
    expect(koppel(["check", "--strict"], shop)).toMatchObject({ code: 0 });
    expect(koppel(["fmt", "--check"], shop)).toMatchObject({ code: 0 });
    expect(koppel(["test"], shop)).toMatchObject({ code: 0 });
  });

  it("keeps what must not be seen from other users and from version control", () => {
    koppel(["init"]);
    expect([mode("secrets"), mode("secrets/severa.secret"), mode("secrets/procountor.key")]).toEqual([
      0o700, 0o600, 0o600,
    ]);
    const git = (...words: readonly string[]) => spawnSync("git", words, { cwd: folder, encoding: "utf8" });
    git("init", "--quiet");
    writeFileSync(join(folder, "koppel.sqlite-wal"), "");
    expect(git("status", "--porcelain", "--untracked-files=all").stdout).not.toMatch(/secret|key|sqlite/);
  });

  it("prints the next calls as they can be made from where it was called", () => {
    const next = (ended: Ended): readonly string[] =>
      ended.stdout
        .split("Next:\n")[1]
        ?.split("\n\n")[0]
        ?.split("\n")
        .map((line) => line.trim().split("  ")[0] ?? "") ?? [];
    expect(next(koppel(["init", "one"], folder, "npx"))).toEqual([
      "cd one",
      "npx koppel check",
      "npx koppel sandbox",
      "npx koppel plan",
    ]);
    expect(next(koppel(["init", "my two"], folder, "koppel"))).toEqual([
      "npm run koppel -- check --workspace 'my two'",
      "npm run koppel -- sandbox --workspace 'my two'",
      "npm run koppel -- plan --workspace 'my two'",
    ]);
    mkdirSync(join(folder, "below"));
    expect(next(koppel(["init", "../three"], join(folder, "below"), "npx"))[0]).toBe(
      "npx koppel check --workspace ../three",
    );
  });

  it("leaves a .gitignore and a README as they are, and says what the first has to name", () => {
    writeFileSync(join(folder, ".gitignore"), "dist/\n");
    writeFileSync(join(folder, "README.md"), "# Ours\n");
    const { code, stdout } = koppel(["init"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Left as it was: .gitignore\n  It has to name /secrets/ and /koppel.sqlite*");
    expect(stdout).toContain("Left as it was: README.md\n");
    expect([text(".gitignore"), text("README.md")]).toEqual(["dist/\n", "# Ours\n"]);
  });

  it.each(["koppel.yaml", "mappings", "secrets"])("writes nothing at all where %s is there already", (name) => {
    mkdirSync(join(folder, "elsewhere"));
    symlinkSync(join(folder, "elsewhere"), join(folder, name));
    const { code, stderr } = koppel(["init"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${name} is there already, and nothing is overwritten`);
    expect(spawnSync("ls", ["-A", folder], { encoding: "utf8" }).stdout.split("\n").toSorted().join(" ").trim()).toBe(
      ["elsewhere", name].toSorted().join(" "),
    );
  });

  it("tells programs what it has made", () => {
    const { folder: at, made, kept } = JSON.parse(koppel(["init", "shop", "-f", "json"]).stdout);
    expect([at, made.includes("koppel.yaml"), kept]).toEqual([join(folder, "shop"), true, []]);
  });
});
