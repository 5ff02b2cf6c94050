import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./markdown.ts";

export interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** Runs the command line in a new folder that holds these files, as a person would. */
export function koppelIn(
  files: ReadonlyMap<string, string>,
  ...calls: readonly (readonly string[])[]
): readonly Ended[] {
  const folder = mkdtempSync(join(tmpdir(), "koppel-docs-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return calls.map((words) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/koppel.js"), ...words], {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env["PATH"], SEVERA_SECRET: "s", PROCOUNTOR_SECRET: "p" },
      });
      return { code: status, text: `${stdout}${stderr}` };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
