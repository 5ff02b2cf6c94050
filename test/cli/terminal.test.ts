import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

const root = join(import.meta.dirname, "../..");

describe("the terminal", () => {
  it("has no colours where there is no terminal", () => {
    const folder = mkdtempSync(join(tmpdir(), "koppel-cli-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const env = { PATH: process.env["PATH"], HOME: folder };
    const program = join(root, "cli/koppel.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "check"], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    expect(status).not.toBeNull();
    expect(stdout + stderr).not.toContain("\u001b");
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
