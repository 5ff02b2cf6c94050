import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { jsonLine } from "../../engine/report/json-text.ts";
import type { Faults, Sandbox, SandboxOptions } from "../../sandbox/sandbox.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure, usageFailure } from "../failure.ts";
import { ownCall } from "../own-call.ts";

export const sandbox: Command = {
  name: "sandbox",
  summary: "imitates Severa and Procountor on this machine until it is stopped",
  usage: "[options]",
  text: [
    "Answers the calls of both systems on 127.0.0.1 with their rules, limits and errors, over invented records that follow",
    "from the seed. Prints where it listens and writes a koppel.yaml for it; where there is a workspace whose connections lead to a",
    "port of this machine, it listens there instead, and that workspace is used. Ctrl-C ends it; nothing is kept.",
  ].join("\n"),
  positionals: { least: 0, most: 0, names: [] },
  options: {
    port: {
      value: "N",
      text: "where to listen; that of the workspace, else a free port if left out",
      whole: { least: 0, most: 65_535 },
    },
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
  const waiting = await workspaceThatWaits(call, options.port);
  const started = await (waiting === undefined
    ? startSandbox(options)
    : startSandbox({ ...options, port: waiting.port }).catch((error) => {
        throw whereTaken(error, waiting) ?? error;
      }));
  const stop = call.stop();
  const place = waiting ?? (await newWorkspace(call, started));
  const { path } = place;
  try {
    const { url, access } = started;
    if (call.arguments.text("format") === "json") call.terminal.print(jsonLine({ url, ...access, workspace: path }));
    else call.terminal.print(welcome(call, started, place));
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

interface Place {
  readonly path: string;
  /** A call from this folder finds it by itself. */
  readonly isFound: boolean;
  readonly remove: () => void;
}

/** The workspace that is used here, if its connections lead to a port of this machine that may be this sandbox's. */
async function workspaceThatWaits(
  call: Call,
  wanted: number | undefined,
): Promise<(Place & { readonly port: number }) | undefined> {
  if (call.arguments.flag("folder")) return undefined;
  const { openSources } = await import("../../engine/project/sources.ts");
  const { Bounds } = await import("../../engine/project/bounds.ts");
  const { readWorkspaceIfAny } = await import("../open-workspace.ts");
  const workspace = await readWorkspaceIfAny(call, openSources(call.folder, new Bounds()), () => {});
  const ports = new Set([...(workspace?.connections.values() ?? [])].map(({ host }) => localPort(host)));
  const [port] = ports;
  if (workspace === undefined || port === undefined || ports.size > 1) return undefined;
  if (wanted !== undefined && wanted !== port) return undefined;
  return { port, path: workspace.path, isFound: !call.arguments.flag("workspace"), remove: () => {} };
}

/** The port was not chosen on the command line, so that is not the place to choose another. */
function whereTaken(error: NodeJS.ErrnoException, { port, path }: { readonly port: number; readonly path: string }) {
  if (error.code !== "EADDRINUSE") return undefined;
  return new Failure(`port ${port}, to which the connections in ${path} lead, is in use by another process`, [
    "Stop that process (perhaps another sandbox), or write another port into each host there.",
  ]);
}

function localPort(host: string | undefined): number | undefined {
  if (host === undefined || !URL.canParse(host)) return undefined;
  const { protocol, hostname, port } = new URL(host);
  return protocol === "http:" && hostname === "127.0.0.1" && port !== "" ? Number(port) : undefined;
}

/** A workspace for this sandbox: in the folder that was named, or in one that goes when the sandbox ends. */
async function newWorkspace(call: Call, started: Sandbox): Promise<Place> {
  const { writeDemoWorkspace } = await import("../demo-workspace.ts");
  const named = call.arguments.text("folder");
  const folder = named === undefined ? mkdtempSync(join(tmpdir(), "koppel-sandbox-")) : resolve(call.folder, named);
  const { path } = writeDemoWorkspace(folder, started);
  const remove = named === undefined ? () => rmSync(folder, { recursive: true, force: true }) : () => {};
  return { path, isFound: false, remove };
}

function welcome(call: Call, { access, state }: Sandbox, { path, isFound }: Place): string {
  const { bold } = call.terminal.colours;
  const names = Object.keys(access) as (keyof Sandbox["access"])[];
  const rows: readonly (readonly [string, string])[] = [
    ...names.map((name) => [state[name].title, access[name].baseUrl] as const),
    ["Workspace", path],
  ];
  const width = Math.max(...rows.map(([title]) => title.length));
  const { command } = ownCall(call.environment, process.argv[1]);
  return [
    ...rows.map(([title, value]) => `${bold(title)}${" ".repeat(width - title.length)}  ${value}`),
    "",
    `Try, in another window: ${command} plan${isFound ? "" : ` --workspace ${path}`}`,
    "Ctrl-C ends it.",
  ].join("\n");
}
