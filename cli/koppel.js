#!/usr/bin/env node
// Plain JavaScript that an old Node can read as well: it finds the Node that Koppel is written for, then starts it.
import { existsSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
/** What carries records for long needs little at a time; left alone, the runtime would let rubbish pile up to several times that. */
const LONG = new Set(["run", "daemon"]);
const SMALL = ["--max-semi-space-size=8", "--heap-growing-percent=30"];
/** The same for memory outside of the runtime's heap; only glibc knows it. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: "2" };
const isLong = LONG.has(process.argv[2]);
const root = fileURLToPath(new URL("..", import.meta.url));

if (Number(process.versions.node.split(".")[0]) >= NEEDED) start();
else startWithPinnedNode();

async function start() {
  startSmall();
  // Keeps what was compiled, the removal of types included, so that the next start is quick.
  const modules = join(root, "node_modules");
  module.enableCompileCache(existsSync(modules) ? join(modules, ".cache", "koppel") : await placeWithoutModules());
  module.registerHooks({ resolve });
  const { main } = await import("./main.ts");
  await main(process.argv.slice(2));
}

/** Most of these flags count at the start of a process only, so this one becomes it; where that is not to be had, it goes on as it is. */
function startSmall() {
  if (!isLong || process.execve === undefined || SMALL.every((flag) => process.execArgv.includes(flag))) return;
  const words = [
    process.execPath,
    ...SMALL,
    ...process.execArgv,
    fileURLToPath(import.meta.url),
    ...process.argv.slice(2),
  ];
  process.execve(process.execPath, words, { ...FEW_ARENAS, ...process.env });
}

/** Our own modules name each other by path and ending: to look for links and packages on the way takes a third of the time of loading. */
function resolve(name, context, next) {
  if (!name.startsWith(".") || !name.endsWith(".ts")) return next(name, context);
  return { url: new URL(name, context.parentURL).href, format: "module-typescript", shortCircuit: true };
}

async function placeWithoutModules() {
  const { tmpdir } = await import("node:os");
  return join(tmpdir(), "koppel-cache");
}

async function startWithPinnedNode() {
  const pinned = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(pinned)) {
    process.stderr.write(
      `koppel needs Node ${NEEDED} or newer; this is Node ${process.versions.node}.\n` +
        `The right one comes with the project: run "npm ci" in ${root}\n`,
    );
    process.exit(1);
  }
  // Only here, since it takes a while to load.
  const { spawn } = await import("node:child_process");
  // Checks make much short-lived rubbish: with room for it a third of the time is saved.
  const flags = isLong ? SMALL : ["--max-semi-space-size=32"];
  const child = spawn(pinned, [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...(isLong ? FEW_ARENAS : {}), ...process.env },
  });
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both; passed on as well, it would count as a second one.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    process.stderr.write(`koppel could not start ${pinned}: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code === null ? 1 : code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
