import type { Command } from "./command.ts";

/** One line of the help, and the command itself, which is read only when it is called. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const verbs: readonly Verb[] = [
  {
    name: "check",
    summary: "finds everything that can be known to be wrong before anything runs",
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    name: "log",
    summary: "shows the transfer log, or what is still unsolved",
    load: async () => (await import("./commands/log.ts")).log,
  },
  {
    name: "retry",
    summary: "has refused records tried again by the next run",
    load: async () => (await import("./commands/retry.ts")).retry,
  },
  {
    name: "status",
    summary: "shows where every integration stands",
    load: async () => (await import("./commands/status.ts")).status,
  },
];
