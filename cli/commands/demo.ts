import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../../sandbox/sandbox.ts";
import type { Call, Command } from "../command.ts";
import { writeDemoWorkspace } from "../demo-workspace.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";

export const demo: Command = {
  name: "demo",
  summary: "runs an integration between imitations of two systems, from check to log",
  usage: "[options]",
  text: [
    "Starts the sandbox on this machine, writes a workspace into a temporary folder, and calls the verbs one after the other:",
    "check, test, setup, plan, run, log, explain, and the run again. It ends by itself and leaves nothing behind.",
  ].join("\n"),
  positionals: { least: 0, most: 0, names: [] },
  options: {
    invoices: {
      value: "N",
      text: "sales invoices waiting for transfer",
      default: "28",
      whole: { least: 1, most: 5000 },
    },
    keep: { text: "leaves the workspace folder in place and says where it is" },
  },
  examples: [{ line: "koppel demo", text: "the whole tour, in less than a minute" }],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runDemo,
};

async function runDemo(call: Call): Promise<ExitCode> {
  const sandbox = await startSandbox({ invoices: call.arguments.whole("invoices") ?? 28 });
  const folder = mkdtempSync(join(tmpdir(), "koppel-demo-"));
  const stop = call.stop();
  try {
    const { path, company, integration } = writeDemoWorkspace(folder, sandbox);
    const say = (text: string): void => call.terminal.print(call.terminal.colours.cyan(text));
    const step = async (title: string, words: readonly string[], allowed: readonly number[] = [0]): Promise<void> => {
      if (stop.aborted) throw new Failure("the demo was interrupted");
      say(`\n${title}`);
      call.terminal.print(call.terminal.colours.bold(`$ koppel ${words.join(" ")}`));
      const code = await callKoppel([...words, "--workspace", path], stop);
      if (stop.aborted) throw new Failure("the demo was interrupted");
      if (!allowed.includes(code))
        throw new Failure(`koppel ${words[0]} ended with ${code}, which the demo did not expect`);
    };
    say(`Imitations of both systems answer at ${sandbox.url}; the workspace is ${path}.`);
    await step("The mappings are checked before anything runs.", ["check"]);
    await step("They have tests of their own.", ["test"]);
    await step("Everything the integration needs is checked in both systems.", ["setup", company, integration]);
    await step("What would a run do? Nothing is written.", ["plan"]);
    await step("Now it is done. Records that cannot be carried are refused and hold up nothing.", ["run"]);
    await step("What was refused, and what to do about it.", ["log", "--level", "error"]);
    await step("The transfer log.", ["log", "--limit", "15"]);
    const [number] = Object.keys(sandbox.audit().invoices.sales);
    if (number !== undefined) await step("Which line made which value?", ["explain", "sales-invoices", number]);
    await step("A second run finds nothing new to do.", ["run"]);
    const { duplicates, losses, invoices } = sandbox.audit();
    say(
      `\nThe audit of the imitations: ${Object.keys(invoices.sales).length} sales invoices and ${Object.keys(invoices.travel).length} travel invoices arrived, ${duplicates.length} twice, ${losses.length} lost.`,
    );
    return duplicates.length === 0 && losses.length === 0 ? EXIT.fine : EXIT.failed;
  } finally {
    await sandbox.close();
    if (call.arguments.flag("keep")) call.terminal.print(`The workspace stays in ${folder}.`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** Calls the command line as a person would, in a process of its own. */
function callKoppel(words: readonly string[], stop: AbortSignal): Promise<number> {
  const program = join(import.meta.dirname, "..", "koppel.js");
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ["ignore", "inherit", "inherit"],
    signal: stop,
    killSignal: "SIGTERM",
  });
  return new Promise((resolve, reject) => {
    child.on("error", (error) => (stop.aborted ? resolve(EXIT.failed) : reject(error)));
    child.on("close", (code) => resolve(code ?? EXIT.failed));
  });
}
