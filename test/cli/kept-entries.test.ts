import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readArguments } from "../../cli/arguments.ts";
import type { Call } from "../../cli/command.ts";
import { daemon } from "../../cli/commands/daemon.ts";
import { KeptEntries } from "../../cli/kept-entries.ts";
import { openWorkshop } from "../../cli/open-workshop.ts";
import { Bounds } from "../../engine/project/bounds.ts";
import { Project } from "../../engine/project/project.ts";
import { temporaryFolder } from "../engine/project/small-project.ts";
import { recording } from "./recording-terminal.ts";

function edit(folder: string, path: string, change: (text: string) => string): void {
  const text = readFileSync(join(folder, path), "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`${path} is as it was`);
  writeFileSync(join(folder, path), changed);
}

/** A daemon's look at the files of the workspace that init makes, which lies in `folder`. */
async function looking() {
  const folder = temporaryFolder();
  cpSync(join(import.meta.dirname, "../../cli/starter"), folder, { recursive: true });
  for (const name of readdirSync(join(folder, "secrets"))) chmodSync(join(folder, "secrets", name), 0o600);
  const call: Call = {
    arguments: readArguments(daemon, []),
    terminal: recording(false).terminal,
    folder,
    environment: {},
    stop: () => new AbortController().signal,
  };
  const project = new Project(folder, new Bounds());
  const workshop = await openWorkshop(call, { quiet: true }, project);
  onTestFinished(() => workshop.close());
  expect([...workshop.stopped]).toEqual([]);
  const entries = new KeptEntries(call, workshop, project);
  const first = await entries.take(workshop);
  return { folder, entries, first, sees: async () => (await entries.words()) !== entries.known };
}

const NAME = "demo/customers";

describe("a daemon's look at the files", () => {
  it("sees nothing where nothing is changed, or written anew as it was", async () => {
    const { folder, entries, first, sees } = await looking();
    expect(first).toMatchObject({ added: [NAME], kept: [] });
    expect(await sees()).toBe(false);
    edit(folder, "koppel.yaml", (text) => `# of Acme\n${text}`);
    expect(await sees()).toBe(false);
    expect(await entries.look()).toMatchObject({ added: [], changed: [], removed: [], kept: [] });
  });

  it.each<readonly [what: string, change: (folder: string) => void]>([
    ["a secret file", (folder) => edit(folder, "secrets/severa.secret", () => "another")],
    [
      "a mapping",
      (folder) => edit(folder, "mappings/customers/customers.yaml", (text) => text.replace("title: ", "title: Our ")),
    ],
    ["a setting", (folder) => edit(folder, "koppel.yaml", (text) => text.replace("create: true", "create: false"))],
    [
      "a company",
      (folder) => edit(folder, "koppel.yaml", (text) => text.replace("Europe/Helsinki", "Europe/Stockholm")),
    ],
  ])("sees that %s was changed, and takes it over once", async (_what, change) => {
    const { folder, entries, first, sees } = await looking();
    change(folder);
    expect(await sees()).toBe(true);
    const taken = await entries.look();
    expect(taken).toMatchObject({ added: [], changed: [NAME], removed: [], kept: [] });
    expect(taken.entries[0]).not.toBe(first.entries[0]);
    expect(await sees()).toBe(false);
    expect((await entries.look()).changed).toEqual([]);
  });

  it("sees another retention, though nobody's run is changed by it", async () => {
    const { folder, entries, sees } = await looking();
    expect(entries.retention).toBeUndefined();
    edit(folder, "koppel.yaml", (text) => `retention: 90 days\n${text}`);
    expect(await sees()).toBe(true);
    expect((await entries.look()).changed).toEqual([]);
    expect(entries.retention).toBe(90);
    expect(await sees()).toBe(false);
  });

  it("lets who has an error go on as before, and says so once", async () => {
    const { folder, entries, first, sees } = await looking();
    edit(folder, "mappings/customers/customers.yaml", (text) => text.replace("to:", "too:"));
    expect(await sees()).toBe(true);
    const taken = await entries.look();
    expect(taken).toMatchObject({
      changed: [],
      kept: [{ name: NAME, findings: [{ code: "key-missing" }, { code: "key-unknown" }] }],
    });
    expect(taken.entries[0]).toBe(first.entries[0]);
    expect((await entries.look()).kept).toEqual([]);
  });
});
