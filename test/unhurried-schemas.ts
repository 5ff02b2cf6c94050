import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { SHIPPED } from "../engine/project/workspace.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder with the shipped schemas, for tests against the sandbox. */
    readonly schemas: string;
  }
}

let folder: string | undefined;

/**
 * Once for all tests: the shipped schemas, their connectors without the vendors' pace and with short waits. The sandbox's
 * quota is off in those tests.
 */
export function setup({ provide }: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), "koppel-schemas-"));
  cpSync(join(SHIPPED, "schemas"), folder, { recursive: true });
  for (const system of ["severa", "procountor"]) {
    const path = join(folder, system, "connector.yaml");
    const text = readFileSync(path, "utf8");
    const quick = text
      .replace(/calls: \d+, per: 1 second/, "calls: 100000, per: 1 second")
      .replace(/^timeout: 60 seconds/m, "timeout: 3 seconds")
      .replace(/^settle: +\d+ seconds/m, "settle: 1 seconds");
    if (quick === text) throw new Error(`${path} is not as expected`);
    writeFileSync(path, quick);
  }
  provide("schemas", folder);
}

export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
