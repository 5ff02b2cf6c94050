import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sandbox } from "../../../cli/commands/sandbox.ts";

const program = resolve(import.meta.dirname, "../../../cli/koppel.js");
let folder: string;
let imitations: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "koppel-sandbox-test-"));
});
afterEach(() => {
  imitations?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const koppel = (words: readonly string[]) =>
  spawn(process.execPath, [program, ...words], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });

it("does what the example of its help says: the second window runs against the first", async () => {
  const [example] = sandbox.examples;
  const first = String(example?.line).split(" ").slice(1);
  const second = String(example?.text).split("koppel ")[1]?.split(" ") ?? [];
  imitations = koppel([...first, "--invoices", "3", "--no-refusals", "--format", "json"]);
  const lines = createInterface({ input: imitations.stdout as NodeJS.ReadableStream });
  const [line] = await lines[Symbol.asyncIterator]()
    .next()
    .then(({ value }) => [String(value)]);
  expect(Object.keys(JSON.parse(line ?? ""))).toEqual(["url", "severa", "procountor", "workspace"]);
  const run = koppel(second);
  const output = createInterface({ input: run.stdout });
  const shown: string[] = [];
  output.on("line", (text) => shown.push(text));
  const code = await new Promise((done) => run.on("close", done));
  expect([code, shown.join("\n")]).toEqual([0, expect.stringContaining("sales-invoices")]);
});
