/** Runs all tests, or those named, on the older Node that is kept working: `npm run test:node-24 [-- FILES]` brings it first. */
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const folder = join(import.meta.dirname, "node-24", "node_modules", ".bin");
const words = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...process.argv.slice(2)];

const { status, error } = spawnSync(join(folder, "node"), words, {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
});
if (error !== undefined)
  console.error(`There is no Node 24 for ${process.platform} on ${process.arch} in package/node-24/package.json`);
process.exit(status ?? 1);
