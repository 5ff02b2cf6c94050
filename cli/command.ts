import type { Arguments } from "./arguments.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** One option of a verb. Without `value` it is a switch. */
export interface OptionText {
  /** Name of its value in the help: `PATH`. */
  readonly value?: string;
  readonly text: string;
  readonly short?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly many?: boolean;
  /** The value is a whole number within these bounds. */
  readonly whole?: { readonly least: number; readonly most: number };
}

export type Options = Readonly<Record<string, OptionText>>;

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the verb: `[PATH…]`. */
  readonly usage: string;
  readonly text: string;
  readonly positionals: {
    readonly least: number;
    readonly most: number;
    readonly names: readonly string[];
    /** Those that the first may be, for completion. */
    readonly words?: readonly string[];
  };
  readonly options: Options;
  readonly examples: readonly { readonly line: string; readonly text: string }[];
  readonly exits: readonly ExitCode[];
  readonly run: (call: Call) => Promise<ExitCode>;
}

/** One call of a verb. */
export interface Call {
  readonly arguments: Arguments;
  readonly terminal: Terminal;
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The signal that Ctrl-C or a polite kill aborts. Who asks for it promises to end by itself; the others are ended at once. */
  readonly stop: () => AbortSignal;
}

export const ANY_NUMBER = Number.POSITIVE_INFINITY;

/** Options that every verb has. */
export const COMMON: Options = {
  workspace: {
    value: "PATH",
    text: "the workspace file; koppel.yaml here or in a folder above if left out",
    short: "w",
  },
  help: { text: "shows this page", short: "h" },
};

export function format(...choices: readonly string[]): Options {
  return {
    format: {
      value: "FORMAT",
      text: "how the answer is written",
      choices: ["pretty", ...choices],
      default: "pretty",
      short: "f",
    },
  };
}
