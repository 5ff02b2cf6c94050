import { readArguments } from "./arguments.ts";
import type { Call } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { type Failure, usageFailure } from "./failure.ts";
import { listenForStop } from "./stop.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { type Verb, verbs } from "./verbs.ts";

/** Runs the command line and sets the process's exit code. Never throws. */
export async function main(words: readonly string[]): Promise<void> {
  const terminal = openTerminal();
  const stop = listenForStop();
  try {
    process.exitCode = await dispatch(words, terminal, stop);
  } catch (error) {
    const { tellFailure } = await import("./tell-failure.ts");
    process.exitCode = await tellFailure(error, terminal, process.env);
  }
}

async function dispatch(words: readonly string[], terminal: Terminal, stop: () => AbortSignal): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return help(rest[0], terminal);
  if (name === "--version") return tellVersion(terminal);
  const command = await (await verbNamed(name)).load();
  const given = readArguments(command, rest);
  if (given.flag("help")) return help(name, terminal);
  const call: Call = { arguments: given, terminal, folder: process.cwd(), environment: process.env, stop };
  return command.run(call);
}

async function help(name: string | undefined, terminal: Terminal): Promise<ExitCode> {
  const { helpOfAll, helpOfVerb } = await import("./help.ts");
  if (name === undefined || name.startsWith("-")) terminal.print(helpOfAll(verbs, terminal.colours));
  else terminal.print(helpOfVerb(await (await verbNamed(name)).load(), terminal.colours));
  return EXIT.fine;
}

async function tellVersion(terminal: Terminal): Promise<ExitCode> {
  const { version } = await import("./version.ts");
  terminal.print(`koppel ${version()}`);
  return EXIT.fine;
}

async function verbNamed(name: string): Promise<Verb> {
  const verb = verbs.find((candidate) => candidate.name === name);
  if (verb !== undefined) return verb;
  throw await unknownVerb(name);
}

async function unknownVerb(name: string): Promise<Failure> {
  const { nearest } = await import("../engine/source/nearest.ts");
  const names = verbs.map((verb) => verb.name);
  const near = nearest(name, names);
  const what = name.startsWith("-") ? `koppel has no option ${name}` : `koppel has no verb "${name}"`;
  return usageFailure(
    what,
    near === undefined ? `The verbs are ${names.join(", ")}.` : `Did you mean "koppel ${near}"?`,
    'See "koppel --help".',
  );
}
