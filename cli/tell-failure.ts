import type { WorkspaceFault } from "../engine/project/workspace.ts";
import { forLines, forSentence } from "../engine/value/cleaned.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { Failure } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

/** Puts any error into one message on stderr and answers the exit code that goes with it. */
export async function tellFailure(
  error: unknown,
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ExitCode> {
  const { red, dim } = terminal.talkColours;
  await tellDiagnostics(error, terminal);
  const failure = failureOf(error);
  const lines = [
    `${red("error:")} ${forSentence(failure.message)}`,
    ...failure.advice.map((line) => `  ${forSentence(line)}`),
  ];
  terminal.tell(lines.join("\n"));
  if (environment["KOPPEL_DEBUG"]) terminal.tell(dim(forLines(traceOf(error))));
  return failure.exitCode;
}

/** A `WorkspaceFault` brings what is wrong in the file, each with its place. */
async function tellDiagnostics(error: unknown, terminal: Terminal): Promise<void> {
  if (!(error instanceof Error) || error.name !== "WorkspaceFault") return;
  const { renderPretty } = await import("../engine/report/pretty.ts");
  const { diagnostics } = error as WorkspaceFault;
  if (diagnostics.length > 0)
    terminal.tell(renderPretty(diagnostics, { colour: terminal.talkColours.isColorSupported, width: terminal.width }));
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure(String(error));
  if (error.name === "WorkspaceFault") return new Failure(error.message, [], EXIT.checkErrors);
  if (["JobFault", "MailFault", "OutsideFault"].includes(error.name)) return new Failure(error.message);
  return systemFailure(error) ?? readFailure(error) ?? storeFailure(error) ?? ownFailure(error);
}

const FILE_TROUBLE: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  ENOENT: ["is not there", "Check the path."],
  EACCES: ["may not be read or written by this user", "Check the rights of the file and its folder."],
  EPERM: ["may not be read or written by this user", "Check the rights of the file and its folder."],
  EISDIR: ["is a folder, and a file was expected", "Name a file in it."],
  ENOTDIR: ["is a file, and a folder was expected", "Check the path."],
  ENAMETOOLONG: ["has a name that is too long", "Choose a shorter one."],
  ELOOP: ["is a link that leads to itself", "Check the path."],
  ENOSPC: ["cannot be written: the disk is full", "Make room and try again."],
  EROFS: ["cannot be written: the disk is read-only", "Choose another place."],
  EMFILE: ["cannot be opened: this process has too many files open", "Raise the limit (ulimit -n)."],
  EADDRINUSE: ["is in use by another process", "Choose another port, or stop that process."],
};

function systemFailure(
  error: NodeJS.ErrnoException & { readonly address?: string; readonly port?: number },
): Failure | undefined {
  const trouble = FILE_TROUBLE[error.code ?? ""];
  if (trouble === undefined) return undefined;
  const place = error.path ?? (error.port === undefined ? "a file" : `port ${error.port}`);
  return new Failure(`${place} ${trouble[0]}`, [trouble[1]]);
}

/** A `ReadFault` of a connected system; told by its name, so that a failed start need not load the floors. */
function readFailure(error: Error): Failure | undefined {
  if (error.name !== "ReadFault") return undefined;
  const { system, route, status } = error as Error & {
    readonly system: string;
    readonly route: string;
    readonly status: number | undefined;
  };
  const reason = error.message.startsWith(`${system}: `) ? error.message.slice(system.length + 2) : error.message;
  if (route === "log-in") return new Failure(`${system}: ${reason}`, [CHECK_CONNECTION]);
  const advice =
    status === 401 || status === 403
      ? "Check the credentials and the rights of their user."
      : "Check the address of the connection, and try again.";
  const answer = status === undefined ? "" : ` (HTTP ${status})`;
  return new Failure(`${system} did not answer ${route}${answer}: ${reason}`, [advice]);
}

const CHECK_CONNECTION = "Check the connection in the workspace: its address (host) and its credentials.";

function storeFailure(error: Error): Failure | undefined {
  if (error.name !== "StoreFault") return undefined;
  const { place, found, advice } = error as Error & {
    readonly place: string;
    readonly found: string;
    readonly advice: string;
  };
  return new Failure(`${place}: ${found}`, [`${advice}.`]);
}

function ownFailure(error: Error): Failure {
  return new Failure(`Koppel has met a fault of its own: ${error.message}`, [
    "Run it again with KOPPEL_DEBUG=1 to see where, and report it.",
  ]);
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nbecause of ${traceOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
