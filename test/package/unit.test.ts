import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { placed, placesBelow, valuesOf } from "./workspace-of-operations.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "package/koppel.service"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "koppel-unit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The unit with a command that is there, since systemd looks for it. */
function atHand(): string {
  const path = join(folder, "koppel.service");
  const unit = placed(text, placesBelow(folder)).replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`);
  writeFileSync(path, unit);
  return path;
}

const systemd = spawnSync("systemd-analyze", ["--version"], { encoding: "utf8" });
const version = systemd.status === 0 ? Number(/systemd (\d+)/.exec(systemd.stdout)?.[1]) : 0;

describe("the unit", () => {
  it.skipIf(version === 0)("is one that systemd takes (skipped where it is not installed)", () => {
    const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", atHand()], { encoding: "utf8" });
    expect({ status, text: `${stdout}${stderr}` }).toEqual({ status: 0, text: "" });
  });

  it.skipIf(version < 250)("leaves little open, by systemd's own measure (skipped where it is not installed)", () => {
    const words = ["security", "--offline=true", "--threshold=15", "--no-pager", atHand()];
    const { status, stdout } = spawnSync("systemd-analyze", words, { encoding: "utf8" });
    expect(stdout).toContain("Overall exposure level");
    expect(status, stdout).toBe(0);
  });

  it("waits longer for the end than the daemon takes, and does not repeat what cannot mend itself", () => {
    expect(Number(valuesOf(text, "TimeoutStopSec")[0])).toBeGreaterThan(30);
    expect(valuesOf(text, "RestartPreventExitStatus")).toEqual(["2 3"]);
    expect(valuesOf(text, "Restart")).toEqual(["on-failure"]);
  });

  it("hands over the secrets that a new workspace has, and nothing of them stands in it", () => {
    const names = valuesOf(text, "LoadCredential").map((each) => each.split(":")[0]);
    const workspace = readFileSync(join(root, "cli/starter/koppel.yaml"), "utf8");
    expect(names).toEqual([...workspace.matchAll(/secrets\/(\S+) \}/g)].map(([, name]) => name));
    expect(text).not.toMatch(/of-the-sandbox/);
  });
});
