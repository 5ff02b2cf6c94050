import type { Command } from "./command.ts";

/** One line of the help, and the command itself, which is read only when it is called. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const verbs: readonly Verb[] = [
  {
    name: "init",
    summary: "makes a workspace with one small integration that runs against the sandbox",
    load: async () => (await import("./commands/init.ts")).init,
  },
  {
    name: "check",
    summary: "finds everything that can be known to be wrong before anything runs",
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    name: "test",
    summary: "runs the mappings' own tests",
    load: async () => (await import("./commands/test.ts")).test,
  },
  {
    name: "fmt",
    summary: "gives mapping files their canonical layout",
    load: async () => (await import("./commands/fmt.ts")).fmt,
  },
  {
    name: "explain",
    summary: "shows for one record which line made each target field, and from what",
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "docs",
    summary: "prints the field tables of the mappings as a document",
    load: async () => (await import("./commands/docs.ts")).docs,
  },
  {
    name: "kinds",
    summary: "prints the systems, their kinds of records, and the fields of a kind",
    load: async () => (await import("./commands/kinds.ts")).kinds,
  },
  {
    name: "setup",
    summary: "checks everything an integration needs and says what to do about each fault",
    load: async () => (await import("./commands/setup.ts")).setup,
  },
  {
    name: "plan",
    summary: "shows what a run would do, with the cause of every field; nothing is written",
    load: async () => (await import("./commands/plan.ts")).plan,
  },
  {
    name: "run",
    summary: "runs the integrations once",
    load: async () => (await import("./commands/run.ts")).run,
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
  {
    name: "store",
    summary: "shows, prunes, compacts, backs up, restores and checks the store",
    load: async () => (await import("./commands/store.ts")).store,
  },
  {
    name: "daemon",
    summary: "runs the integrations on their schedules until it is stopped",
    load: async () => (await import("./commands/daemon.ts")).daemon,
  },
  {
    name: "sandbox",
    summary: "imitates Severa and Procountor on this machine until it is stopped",
    load: async () => (await import("./commands/sandbox.ts")).sandbox,
  },
  {
    name: "demo",
    summary: "runs an integration between imitations of two systems, from check to log",
    load: async () => (await import("./commands/demo.ts")).demo,
  },
  {
    name: "completion",
    summary: "prints what a shell needs to complete koppel's words",
    load: async () => (await import("./commands/completion.ts")).completion,
  },
];
