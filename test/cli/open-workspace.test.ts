import { spawnSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const program = join(import.meta.dirname, "../../cli/koppel.js");
let above: string;
let path: string;
let repository: string;

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "koppel-found-"));
  path = join(above, "koppel.yaml");
  repository = join(above, "repository");
  writeFileSync(path, "companies: {}\n");
  mkdirSync(join(repository, ".git"), { recursive: true });
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

function koppel(folder: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

describe("a workspace above the repository", () => {
  it.each([["run"], ["status"], ["log"], ["retry", "--all"]])(
    "is refused by %s with the way to name it",
    (...words) => {
      const { code, stderr } = koppel(repository, ...words);
      expect(stderr).toContain(`${path} is not used unasked: it stands above the repository that you are in`);
      expect(stderr).toContain(`--workspace ${path}`);
      expect(code).toBe(2);
      expect(koppel(repository, ...words, "--workspace", path).stderr).not.toContain("unasked");
    },
  );

  it("is told by what sends nothing anywhere, and used", () => {
    const { code, stdout, stderr } = koppel(repository, "check");
    expect(stderr).toBe(
      `koppel: ${path} is used, though it stands above the repository that you are in. If you mean it: --workspace ${path}\n`,
    );
    expect(stdout).toContain("nothing to complain about");
    expect(code).toBe(0);
    expect(koppel(repository, "check", "--workspace", path).stderr).toBe("");
  });
});

describe.skipIf(process.getuid?.() !== 0)("a workspace of another user (run as root)", () => {
  it("is refused by what uses secrets and told by what does not", () => {
    chownSync(path, 65_534, 65_534);
    expect(koppel(above, "run").stderr).toContain(`${path} is not used unasked: it belongs to another user`);
    expect(koppel(above, "check")).toMatchObject({
      code: 0,
      stderr: `koppel: ${path} is used, though it belongs to another user. If you mean it: --workspace ${path}\n`,
    });
  });
});
