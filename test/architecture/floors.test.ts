import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** The floors of the engine, lowest first: each may import only from itself and those before it. */
const floors = [
  "source",
  "value",
  "language",
  "schema",
  "mapping",
  "compile",
  "connector",
  "http",
  "files",
  "store",
  "effect",
  "work",
  "project",
  "review",
  "service",
  "report",
  "format",
];
/** The rooms of a floor, in the same sense; a file that stands in none of them is above all. */
const rooms = new Map([
  ["language", ["syntax", "types", "stdlib", "check", "closures", "generated"]],
  ["mapping", ["tree", "context", "cells", "files", "two-way", "laws"]],
  ["work", ["base", "world", "set-up", "flow-run", "register", "transfer", "follow"]],
]);
const pure = new Set(floors.slice(0, floors.indexOf("connector") + 1));
/** Node's own modules that neither read nor write nor know the time; `module` imports late, and that is all it is used for. */
const harmless = /^node:(util|assert|crypto|buffer|module)$/;
const tops = ["engine", "cli", "sandbox", "test", "bench"];
const root = join(import.meta.dirname, "../..");

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

describe("import rules", () => {
  const files = tops.flatMap(sourcesBelow);
  const imports = files.flatMap(importsOf);

  it("sees the files it speaks of", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it("each floor of the engine imports only from itself and those before it", () => {
    const upward = imports.filter(({ file, target }) => floorOf(file) >= 0 && floorOf(target) > floorOf(file));
    expect(upward.map(show)).toEqual([]);
  });

  for (const [floor, names] of rooms)
    it(`each room of ${floor} imports only from itself and those before it`, () => {
      const roomOf = (path: string): number => roomIn(floor, names, path);
      const upward = imports.filter(({ file, target }) => roomOf(file) >= 0 && roomOf(target) > roomOf(file));
      expect(upward.map(show)).toEqual([]);
    });

  it("no command of the command line imports another", () => {
    const commands = imports.filter(
      ({ file, target }) => file.startsWith("cli/commands/") && target.startsWith("cli/commands/"),
    );
    expect(commands.map(show)).toEqual([]);
  });

  it("a pure floor takes nothing from Node that does IO or knows the time", () => {
    const impure = imports.filter(
      ({ file, target }) => isPure(file) && target.startsWith("node:") && !harmless.test(target),
    );
    expect(impure.map(show)).toEqual([]);
  });

  it("the store and HTTP do not know each other", () => {
    const crossing = imports.filter(
      ({ file, target }) => file.startsWith("engine/store/") && target.startsWith("engine/http/"),
    );
    expect(crossing.map(show)).toEqual([]);
  });

  it("which program keeps the store is known to the files that open it alone", () => {
    const sqlite = "engine/store/sqlite/";
    const knowing = imports.filter(
      ({ file, target }) => /^(engine|cli)\//.test(file) && !file.startsWith(sqlite) && target.startsWith(sqlite),
    );
    expect([...new Set(knowing.map(({ file }) => file))]).toEqual([
      "engine/store/open-shelf.ts",
      "engine/store/open-store.ts",
    ]);
  });

  it("the engine knows neither its users nor the imitations", () => {
    const outward = imports.filter(
      ({ file, target }) => file.startsWith("engine/") && /^(cli|sandbox|test|bench)\//.test(target),
    );
    expect(outward.map(show)).toEqual([]);
  });

  it("the sandbox shares no code with what it checks", () => {
    const shared = imports.filter(
      ({ file, target }) => file.startsWith("sandbox/") && /^(engine|cli|test|bench)\//.test(target),
    );
    expect(shared.map(show)).toEqual([]);
  });

  it("no cycle of imports that run", () => {
    expect(cyclesOf(imports.filter(({ typeOnly }) => !typeOnly))).toEqual([]);
  });

  it("the engine contains no vendor's name [ENG-03]", () => {
    const vendors = /\b(severa|procountor|fortnox|maventa|netvisor|visma)\b/i;
    const named = files
      .filter((file) => file.startsWith("engine/"))
      .filter((file) => vendors.test(withoutComments(readFileSync(join(root, file), "utf8"))));
    expect(named).toEqual([]);
  });
});

function sourcesBelow(top: string): string[] {
  return readdirSync(join(root, top), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => normalize(join(entry.parentPath.slice(root.length + 1), entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?from\s+)?"([^"]+)"|import\("([^"]+)"\)/gm);
  return [...found].map(([, type, fixed, late]) => {
    const name = fixed ?? late ?? "";
    const target = name.startsWith(".") ? normalize(join(dirname(file), name)) : name;
    return { file, target, typeOnly: type !== undefined || late !== undefined };
  });
}

function floorOf(path: string): number {
  const [top, floor] = path.split("/");
  return top === "engine" ? floors.indexOf(floor ?? "") : -1;
}

/** -1 for what is not of this floor; the floor's own files, which tie its rooms together, stand after the last. */
function roomIn(floor: string, rooms: readonly string[], path: string): number {
  if (!path.startsWith(`engine/${floor}/`)) return -1;
  const [, , room = "", ...rest] = path.split("/");
  return rest.length === 0 ? rooms.length : rooms.indexOf(room);
}

function isPure(file: string): boolean {
  return file.startsWith("engine/") && pure.has(file.split("/")[1] ?? "");
}

/** Comments may name a vendor as an example or as the source of a fact; code may not. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

function cyclesOf(edges: readonly Import[]): string[] {
  const targets = Map.groupBy(edges, ({ file }) => file);
  const state = new Map<string, "open" | "closed">();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === "closed") return;
    if (state.get(file) === "open") {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const { target } of targets.get(file) ?? []) visit(target, [...trail, file]);
    state.set(file, "closed");
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

function show({ file, target }: Import): string {
  return `${file} imports ${target}`;
}
