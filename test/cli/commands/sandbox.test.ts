import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
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

/** A workspace whose connections lead to this port, as `koppel init` makes one. */
function workspaceAt(port: number): void {
  const connection = (system: string) =>
    `{ connector: ${system}, login: client, host: "http://127.0.0.1:${port}/${system}" }`;
  const lines = ["connections:", `  a: ${connection("severa")}`, `  b: ${connection("procountor")}`];
  writeFileSync(join(folder, "koppel.yaml"), `${lines.join("\n")}\n`);
}

async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  return server;
}

it("listens where the connections of the workspace lead, and says which other place to change when that is taken", async () => {
  const server = await listening(0);
  const { port } = server.address() as { readonly port: number };
  workspaceAt(port);
  const refused = spawn(process.execPath, [program, "sandbox"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  refused.stderr.on("data", (data) => {
    said += data;
  });
  expect(await new Promise((done) => refused.on("close", done))).toBe(1);
  expect(said).toContain(`port ${port}, to which the connections in ${join(folder, "koppel.yaml")} lead, is in use`);
  await new Promise((done) => server.close(done));
  imitations = koppel(["sandbox", "--format", "json"]);
  const lines = createInterface({ input: imitations.stdout as NodeJS.ReadableStream });
  const { value } = await lines[Symbol.asyncIterator]().next();
  expect(JSON.parse(String(value))).toMatchObject({
    url: `http://127.0.0.1:${port}`,
    workspace: join(folder, "koppel.yaml"),
  });
});
