import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layOut, placed, placesBelow, valuesOf } from "./workspace-of-operations.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "koppel-installed-"));
const home = join(folder, "home");
const shop = join(folder, "shop");
const program = join(folder, "node_modules/koppel/bin/koppel.js");
const places = placesBelow(folder);
const unit = placed(readFileSync(join(root, "package/koppel.service"), "utf8"), places);
const container = readFileSync(join(root, "package/Containerfile"), "utf8");
const children: ChildProcess[] = [];

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const ours: Environment = { ...process.env, HOME: home, XDG_CACHE_HOME: "", NO_COLOR: "1" };

/** Does not hold up what else is under way. */
function call(command: string, words: readonly string[], env: Environment = ours, cwd = folder): Promise<Ended> {
  const child = spawn(command, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let text = "";
  child.stdout.on("data", (data) => {
    text += data;
  });
  child.stderr.on("data", (data) => {
    text += data;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text }));
  });
}

const koppel = (...words: readonly string[]): Promise<Ended> => call(process.execPath, [program, ...words]);

/** A `RUN` of the container file as it is said there, but for the places. */
function runOf(start: string, file: string): string {
  const line = container.split("\n").find((each) => each.startsWith(`RUN ${start}`)) ?? "";
  return placed(line.slice("RUN ".length), places).replaceAll("/tmp/koppel.tgz", file);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as { readonly port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

beforeAll(async () => {
  mkdirSync(home, { mode: 0o700 });
  const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root, encoding: "utf8" });
  const file = packed.stdout.trim().split("\n").at(-1) ?? "";
  expect(file, packed.stderr).toMatch(/^koppel-.*\.tgz$/);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const installed = await call("sh", ["-ec", runOf("npm install", join(folder, file))], {
    ...ours,
    HOME: process.env["HOME"],
    npm_config_prefer_offline: "true",
  });
  expect(installed.code, installed.text).toBe(0);
  // Whoever installs a Node beside Koppel has it there.
  rmSync(join(folder, "node_modules/.bin/node"), { force: true });
  symlinkSync(process.execPath, join(folder, "node_modules/.bin/node"));
}, 180_000);
afterAll(() => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

describe("the package, installed into an empty folder", () => {
  it("holds what was built, how it is operated, and nothing else", () => {
    const installed = join(folder, "node_modules/koppel");
    expect(readdirSync(installed).toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "package",
      "package.json",
    ]);
    expect(readdirSync(join(installed, "package")).toSorted()).toEqual(["Containerfile", "koppel.service"]);
  });

  it("is found by npx, and says its version", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(await call("npx", ["koppel", "--version"])).toEqual({ code: 0, text: `koppel ${version}\n` });
  });

  it("says in two lines what is needed where no Node is that it can use", async () => {
    const { code, text } = await withVersion("20.20.2");
    expect(text).toMatch(
      /^koppel needs Node 24 or newer; this is Node 20.20.2.\nRun it with a newer Node, or run "npm install node-\S+@26" where koppel is installed: that one is then used\n$/,
    );
    expect(code).toBe(1);
  });
});

/** The program as it starts on a Node that says that it is of this version. */
async function withVersion(version: string): Promise<Ended> {
  const disguise = join(folder, "disguise.cjs");
  writeFileSync(disguise, `Object.defineProperty(process.versions, "node", { value: "${version}" });`);
  return call(process.execPath, ["--require", disguise, program, "check"]);
}

describe("what whoever has installed it does", { concurrent: true, timeout: 240_000 }, () => {
  it("is the demo: check, test, set-up, plan, run and log", async ({ expect }) => {
    const { code, text } = await koppel("demo", "--invoices", "3");
    expect(text).toMatch(/arrived, 0 twice, 0 lost/);
    expect(code).toBe(0);
  });

  it("is the first hour, as the README of a new workspace tells it, and then a service", async ({ expect }) => {
    expect(await koppel("init", "shop")).toMatchObject({ code: 0 });
    const port = await freePort();
    const workspace = join(shop, "koppel.yaml");
    writeFileSync(workspace, readFileSync(workspace, "utf8").replaceAll("7420", String(port)));
    const told = readFileSync(join(shop, "README.md"), "utf8");
    const lines = [...told.matchAll(/^ {4}koppel ([^#\n]*[^#\s])/gm)].map(([, words]) => String(words).split(" "));
    expect(lines.map(([verb]) => verb).join(" ")).toBe("check test sandbox setup plan run log explain");
    const at = (words: readonly string[]) => call(process.execPath, [program, ...words], ours, shop);
    for (const words of lines) {
      if (words[0] !== "sandbox") expect(await at(words), words.join(" ")).toMatchObject({ code: 0 });
      else {
        const imitations = spawn(process.execPath, [program, ...words], {
          cwd: shop,
          stdio: ["ignore", "pipe", "inherit"],
        });
        children.push(imitations);
        const [first] = await firstLine(imitations);
        expect(first).toContain(`http://127.0.0.1:${port}/severa`);
      }
    }
    expect(await at(["kinds", "severa/customer"])).toMatchObject({
      code: 0,
      text: expect.stringContaining("vatNumber"),
    });
    expect(await at(["log", "--open"])).toMatchObject({ text: expect.stringContaining("has no business ID") });
    await asService(port, expect);
  });

  it("is to bring a system of one's own, beside those that are there", async ({ expect }) => {
    const own = join(folder, "own/schemas/shop");
    mkdirSync(own, { recursive: true });
    writeFileSync(join(folder, "own/koppel.yaml"), "schemas: schemas\n");
    writeFileSync(
      join(own, "connector.yaml"),
      "connector: shop\ntitle: Our shop\nkinds:\n  item: { schema: item.json, id: id }\n",
    );
    writeFileSync(join(own, "item.json"), '{ "type": "object", "properties": { "id": { "type": "string" } } }');
    const { code, text } = await koppel("kinds", "--workspace", "own");
    expect([code, text.match(/^\S.* \((\w+)\)$/gm)?.length]).toEqual([0, 3]);
    expect(text).toContain("shop/item");
  });
});

/** The unit's command with nothing but what the unit sets, from its first run to SIGTERM; the container's is the same. */
async function asService(port: number, hold: typeof expect): Promise<void> {
  layOut(shop, places, port);
  const words = valuesOf(unit, "ExecStart").join(" ").split(" ");
  const env = Object.fromEntries(valuesOf(unit, "Environment").map((each) => each.split("=", 2)));
  const service = spawn(words[0] ?? "", words.slice(1), { cwd: "/", env, stdio: ["ignore", "pipe", "inherit"] });
  children.push(service);
  const [line] = await firstLine(service);
  hold(JSON.parse(line ?? "")).toMatchObject({ name: "demo/customers", report: { kind: "done" } });
  const asked = performance.now();
  service.kill("SIGTERM");
  hold(await new Promise((ended) => service.on("close", ended))).toBe(0);
  hold(performance.now() - asked).toBeLessThan(30_000);
  hold(statSync(join(places.state, "koppel.sqlite")).mode & 0o077).toBe(0);
  hold(readdirSync(join(places.cache, "koppel"))).not.toEqual([]);
  const said = (key: string): string[] =>
    JSON.parse(new RegExp(`^${key} (\\[.*\\])$`, "m").exec(container)?.[1] ?? "[]");
  const [path, ...rest] = words;
  hold([path, ...said("CMD").map((each) => placed(each, places))]).toEqual([
    join(folder, "node_modules/.bin", said("ENTRYPOINT")[0] ?? ""),
    ...rest,
  ]);
}

async function firstLine(child: ChildProcess): Promise<readonly string[]> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  return lines[Symbol.asyncIterator]()
    .next()
    .then(({ value }) => [String(value)]);
}

describe("what was compiled is kept", () => {
  const cache = join(folder, "home/.cache/koppel");

  it("in the home folder, where nobody else can write", async () => {
    await koppel("--version");
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).not.toEqual([]);
  });

  it("and not where others could write, since what is found there is run", async () => {
    rmSync(cache, { recursive: true });
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    expect((await koppel("--version")).code).toBe(0);
    expect(readdirSync(cache)).toEqual([]);
  });

  it("and not in a common folder where there is no home", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("koppel-cache"));
    expect((await call(process.execPath, [program, "--version"], { ...ours, HOME: "" })).code).toBe(0);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("koppel-cache"))).toEqual(before);
  });
});
