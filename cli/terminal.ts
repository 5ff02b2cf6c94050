import { once } from "node:events";
import picocolors from "picocolors";
import type { Colours, Screen } from "../engine/report/screen.ts";
import { forTerminal } from "../engine/value/cleaned.ts";
import { type KnownSecrets, SHORTEST_SECRET_OF_PAGES } from "../engine/value/known-secrets.ts";

/** Where the answer goes and where the talk beside it goes. */
export interface Terminal extends Screen {
  /** From now on takes these out of whatever it writes, should anything have let one through. */
  conceal(secrets: KnownSecrets): void;
  /** The answer, to stdout. */
  print(text: string): void;
  /** A piece of a long answer, as it is; resolves when there is room for the next. */
  write(piece: string): Promise<void>;
  /** Talk that is not the answer, to stderr. */
  tell(text: string): void;
  /** For what is told on stderr. */
  readonly talkColours: Colours;
  /** Columns of stdout; 120 where it is no terminal. */
  readonly width: number;
  /** Whether stderr is a terminal that a progress bar may be drawn on. */
  readonly canRedraw: boolean;
  /** Draws over the present line of stderr. */
  redraw(text: string): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function openTerminal(environment: Environment = process.env): Terminal {
  ignoreClosedPipe(process.stdout);
  ignoreClosedPipe(process.stderr);
  const concealed: KnownSecrets[] = [];
  const shown = (text: string): string =>
    concealed.reduce((rest, secrets) => secrets.masked(rest, SHORTEST_SECRET_OF_PAGES), forTerminal(text));
  return {
    conceal: (secrets) => void concealed.push(secrets),
    print: (text) => void process.stdout.write(ended(shown(text))),
    write: async (piece) => {
      if (!process.stdout.write(shown(piece))) await once(process.stdout, "drain");
    },
    tell: (text) => void process.stderr.write(ended(shown(text))),
    colours: picocolors.createColors(mayColour(process.stdout.isTTY, environment)),
    talkColours: picocolors.createColors(mayColour(process.stderr.isTTY, environment)),
    width: process.stdout.isTTY ? process.stdout.columns : 120,
    canRedraw: process.stderr.isTTY === true && environment["TERM"] !== "dumb" && environment["CI"] === undefined,
    redraw: (text) => void process.stderr.write(`\r\u001b[2K${shown(text)}`),
  };
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function mayColour(isTerminal: boolean | undefined, environment: Environment): boolean {
  return isTerminal === true && !environment["NO_COLOR"] && environment["TERM"] !== "dumb";
}

/** `koppel log | head` closes the pipe early, which is no failure. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
}
