import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { ownCall } from "../own-call.ts";

export const init: Command = {
  name: "init",
  summary: "makes a workspace with one small integration that runs against the sandbox",
  usage: "[FOLDER] [options]",
  text: [
    "Writes a koppel.yaml, an integration of your own with its tests, the secrets of the sandbox, and a .gitignore that keeps",
    "secrets and store out of version control, into FOLDER; into the folder of the call if left out. What is there stays as it is.",
  ].join("\n"),
  positionals: { least: 0, most: 1, names: ["FOLDER"] },
  options: { ...format("json") },
  examples: [
    { line: "koppel init shop", text: "then, as it says: koppel check, koppel sandbox, koppel plan" },
    { line: "koppel init", text: "here" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runInit,
};

const STARTER = join(import.meta.dirname, "..", "starter");
/** Packing leaves a .gitignore out and acts by it, so there it goes by another name. */
const GITIGNORE = "gitignore";
/** A folder that is there already may well have these; they are no part of the workspace. */
const COMMON_FILES = [".gitignore", "README.md"];

interface Made {
  readonly made: readonly string[];
  readonly kept: readonly string[];
}

async function runInit(call: Call): Promise<ExitCode> {
  const folder = resolve(call.folder, call.arguments.positionals[0] ?? ".");
  const { made, kept } = makeWorkspace(folder);
  const { terminal } = call;
  if (call.arguments.text("format") === "json") {
    const { jsonLine } = await import("../../engine/report/json-text.ts");
    terminal.print(jsonLine({ folder, made, kept }));
  } else terminal.print(welcome(call, folder, { made, kept }));
  return EXIT.fine;
}

/** Nothing is written where a part of a workspace is there already. */
function makeWorkspace(folder: string): Made {
  const files = starterFiles();
  const parts = [...new Set(files.map(({ to }) => to.split("/")[0] ?? to))];
  const inTheWay = parts.filter((part) => isThere(join(folder, part)) && !COMMON_FILES.includes(part));
  const [first] = inTheWay;
  if (first !== undefined)
    throw new Failure(
      `${join(folder, first)} is there already, and nothing is overwritten`,
      [
        first === "koppel.yaml"
          ? "This is a workspace already: go on with koppel check."
          : "Name a folder that is new or empty: koppel init shop",
      ],
      EXIT.usage,
    );
  const made: string[] = [];
  const kept: string[] = [];
  for (const { from, to } of files) {
    const path = join(folder, to);
    if (isThere(path)) {
      kept.push(to);
      continue;
    }
    const isSecret = to.startsWith("secrets/");
    mkdirSync(dirname(path), { recursive: true });
    if (isSecret) chmodSync(dirname(path), 0o700);
    writeFileSync(path, readFileSync(from), { flag: "wx", mode: isSecret ? 0o600 : 0o644 });
    made.push(to);
  }
  return { made, kept };
}

/** By the path that each gets, with `/`. */
function starterFiles(): readonly { readonly from: string; readonly to: string }[] {
  return readdirSync(STARTER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((from) => ({ from, to: relative(STARTER, from).replaceAll(sep, "/") }))
    .map(({ from, to }) => ({ from, to: to === GITIGNORE ? ".gitignore" : to }))
    .toSorted((one, other) => (one.to < other.to ? -1 : 1));
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function welcome(call: Call, folder: string, { made, kept }: Made): string {
  const { bold, dim } = call.terminal.colours;
  const { command, goesAnywhere } = ownCall(call.environment, process.argv[1]);
  const shown = relative(call.folder, folder);
  const stays = shown === "" || (goesAnywhere && !shown.startsWith(".."));
  const where = stays ? "" : ` --workspace ${quoted(shown)}`;
  const next = [
    ["check", "finds what is wrong before anything runs"],
    ["sandbox", "in another window there: imitations of both systems, until Ctrl-C"],
    ["plan", "what a run would do; nothing is written"],
  ].map(([verb, text]) => [`${command} ${verb}${where}`, text ?? ""] as const);
  const width = Math.max(...next.map(([line]) => line.length));
  return [
    `Made in ${folder}:`,
    ...made.map((path) => `  ${path}`),
    ...kept.flatMap((path) => [
      `Left as it was: ${path}`,
      ...(path === ".gitignore"
        ? ["  It has to name /secrets/ and /koppel.sqlite*: they must not reach version control."]
        : []),
    ]),
    "",
    "Next:",
    ...(stays && shown !== "" ? [`  ${bold(`cd ${quoted(shown)}`)}`] : []),
    ...next.map(([line, text]) => `  ${bold(line.padEnd(width))}  ${dim(text)}`),
    "",
    kept.includes("README.md")
      ? `The other verbs: ${command} --help`
      : `The rest of the first hour stands in ${join(shown, "README.md")}.`,
  ].join("\n");
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
