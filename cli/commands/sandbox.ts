import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { jsonLine } from "../../engine/report/json-text.ts";
import type { Colours } from "../../engine/report/screen.ts";
import type { Faults, Sandbox, SandboxOptions } from "../../sandbox/sandbox.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { usageFailure } from "../failure.ts";

export const sandbox: Command = {
  name: "sandbox",
  summary: "imitates Severa and Procountor on this machine until it is stopped",
  usage: "[options]",
  text: [
    "Answers the calls of both systems on 127.0.0.1 with their rules, limits and errors, over invented records that follow",
    "from the seed. Prints where it listens and writes a koppel.yaml for it. Ctrl-C ends it; nothing is kept.",
  ].join("\n"),
  positionals: { least: 0, most: 0, names: [] },
  options: {
    port: { value: "N", text: "where to listen; a free port if left out", whole: { least: 0, most: 65_535 } },
    seed: { value: "N", text: "the records follow from it", default: "1", whole: { least: 0, most: 0xffffffff } },
    invoices: {
      value: "N",
      text: "sales invoices that wait for transfer",
      default: "40",
      whole: { least: 1, most: 100_000 },
    },
    customers: {
      value: "N",
      text: "customers; one for every five invoices if left out",
      whole: { least: 1, most: 20_000 },
    },
    "no-quota": { text: "without the systems' limits of calls a second" },
    "no-refusals": { text: "without records that must be refused" },
    folder: { value: "PATH", text: "where to write a koppel.yaml for it; a temporary folder if left out" },
    faults: { value: "JSON", text: 'what goes wrong on the way, e.g. {"lostReply":{"probability":0.05}}' },
    ...format("json"),
  },
  examples: [
    { line: "koppel sandbox --folder demo", text: "then, in another window: koppel run --workspace demo/koppel.yaml" },
    { line: "koppel sandbox --invoices 5000 --no-quota", text: "to see how fast it goes" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runSandbox,
};

async function runSandbox(call: Call): Promise<ExitCode> {
  const options = optionsOf(call);
  const { startSandbox } = await import("../../sandbox/sandbox.ts");
  const { writeDemoWorkspace } = await import("../demo-workspace.ts");
  const started = await startSandbox(options);
  const stop = call.stop();
  const place = placeFor(call);
  try {
    const { path } = writeDemoWorkspace(place.folder, started);
    const { url, access } = started;
    if (call.arguments.text("format") === "json") call.terminal.print(jsonLine({ url, ...access, workspace: path }));
    else call.terminal.print(welcome(started, path, call.terminal.colours));
    if (!stop.aborted) await new Promise((ended) => stop.addEventListener("abort", ended, { once: true }));
    return EXIT.fine;
  } finally {
    place.remove();
    await started.close();
  }
}

function optionsOf({ arguments: given }: Call): SandboxOptions {
  const port = given.whole("port");
  const seed = given.whole("seed");
  const invoices = given.whole("invoices");
  const customers = given.whole("customers");
  const faults = given.text("faults");
  return {
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(invoices === undefined ? {} : { invoices }),
    ...(customers === undefined ? {} : { customers }),
    quota: !given.flag("no-quota"),
    refusals: !given.flag("no-refusals"),
    ...(faults === undefined ? {} : { faults: readFaults(faults) }),
  };
}

function readFaults(text: string): Partial<Faults> {
  try {
    const faults: unknown = JSON.parse(text);
    if (typeof faults === "object" && faults !== null && !Array.isArray(faults)) return faults as Partial<Faults>;
  } catch {
    // Said below, for whatever is no object of faults.
  }
  throw usageFailure(`--faults is no JSON object: ${text}`, 'Give e.g. {"lostReply":{"probability":0.05}}.');
}

/** A workspace for this sandbox: in the folder that was named, or in one that goes when the sandbox ends. */
function placeFor(call: Call): { readonly folder: string; readonly remove: () => void } {
  const named = call.arguments.text("folder");
  if (named !== undefined) return { folder: resolve(call.folder, named), remove: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "koppel-sandbox-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function welcome({ access, state }: Sandbox, workspace: string, { bold }: Colours): string {
  const names = Object.keys(access) as (keyof Sandbox["access"])[];
  const rows: readonly (readonly [string, string])[] = [
    ...names.map((name) => [state[name].title, access[name].baseUrl] as const),
    ["Workspace", workspace],
  ];
  const width = Math.max(...rows.map(([title]) => title.length));
  return [
    ...rows.map(([title, value]) => `${bold(title)}${" ".repeat(width - title.length)}  ${value}`),
    "",
    `Try, in another window: koppel plan --workspace ${workspace}`,
    "Ctrl-C ends it.",
  ].join("\n");
}
