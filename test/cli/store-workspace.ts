import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore } from "../../engine/store/open-store.ts";
import type { Store } from "../../engine/store/store.ts";

const program = join(import.meta.dirname, "../../cli/koppel.js");

/** A folder with a workspace of one company, whose scope is `acme/books`, and nothing that is called. */
export function storeWorkspace(more = "") {
  const folder = mkdtempSync(join(tmpdir(), "koppel-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, "koppel.yaml"),
    `${more}connections: {}\ncompanies:\n  acme:\n    timezone: Europe/Helsinki\n    integrations:\n      books: { active: true, systems: {} }\n`,
  );
  const env = { PATH: process.env["PATH"], HOME: folder, TZ: "Europe/Helsinki" };
  const path = join(folder, "koppel.sqlite");
  return {
    folder,
    path,
    call: (...words: readonly string[]) =>
      spawnSync(process.execPath, [program, ...words], { cwd: folder, encoding: "utf8", env }),
    start: (...words: readonly string[]) => {
      const child = spawn(process.execPath, [program, ...words], { cwd: folder, env });
      onTestFinished(() => void child.kill("SIGKILL"));
      return child;
    },
    store: async (): Promise<Store> => {
      const store = await openStore(path);
      onTestFinished(() => store.close());
      return store;
    },
  };
}
