/**
 * Makes `dist/`, what the published package holds: JavaScript in place of TypeScript, since Node removes no types below
 * node_modules, beside schemas, mappings and all that is read at run time, in the folders in which they stand here.
 */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const { status } = spawnSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);

for (const folder of ["schemas", "mappings"]) cpSync(join(root, folder), join(dist, folder), { recursive: true });
for (const file of readdirSync(join(root, "sandbox"), { recursive: true }).map(String))
  if (file.endsWith(".json")) cpSync(join(root, "sandbox", file), join(dist, "sandbox", file));
cpSync(join(root, "cli", "starter"), join(dist, "cli", "starter"), { recursive: true });
cpSync(join(root, "cli", "koppel.js"), join(dist, "cli", "koppel.js"));

const { name, version, type } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, string>;
writeFileSync(join(dist, "package.json"), `${JSON.stringify({ name, version, type, private: true }, undefined, 2)}\n`);
