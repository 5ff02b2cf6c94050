import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "../../engine/http/clock.ts";
import { Bounds } from "../../engine/project/bounds.ts";
import { Project } from "../../engine/project/project.ts";
import { findingsText } from "../../engine/report/findings-text.ts";
import { jsonLine } from "../../engine/report/json-text.ts";
import { showMoment } from "../../engine/report/moment.ts";
import { plural } from "../../engine/report/plural.ts";
import { runText } from "../../engine/report/run-text.ts";
import { prunedText } from "../../engine/report/store-text.ts";
import { type Daemon, startDaemon } from "../../engine/service/daemon.ts";
import { keepRetention, type Retention } from "../../engine/service/upkeep.ts";
import { forLine, forSentence } from "../../engine/value/cleaned.ts";
import type { RunReport } from "../../engine/work/run-report.ts";
import { CHOICE, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { KeptEntries, type Taken } from "../kept-entries.ts";
import { openWorkshop, type Workshop } from "../open-workshop.ts";

/** What is under way may take this long after SIGTERM. */
const GRACE_MS = 25_000;
/** How often the files are looked at for changes. */
const LOOK_MS = 10_000;
/** A file may be half written when it is seen: what was changed is taken over when it is still so after this long. */
const SETTLE_MS = 1000;

export const daemon: Command = {
  name: "daemon",
  summary: "runs the integrations on their schedules until it is stopped",
  usage: "[options]",
  text: [
    "Each company's integration runs at the start and then on its schedule, under a lease: a second daemon on the same store waits instead of doubling work.",
    "Those of one schedule start one after the other, each at a place of its own by its name.",
    "Changes of the workspace, its secret files, mappings and systems are checked and taken over between runs, on SIGHUP at once; with errors what was goes on, and the daemon and status say why. What is wrong with one company stops that company alone.",
    "SIGTERM and SIGINT stop it within 30 seconds; what is under way is finished, and anything else goes on at the next start.",
  ].join("\n"),
  positionals: { least: 0, most: 0, names: [] },
  options: {
    ...format("json"),
    ...CHOICE,
    companies: {
      value: "N",
      text: "integrations run at the same time",
      default: "32",
      whole: { least: 1, most: 1000 },
    },
  },
  examples: [{ line: "koppel daemon", text: "all companies and integrations that are active" }],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runDaemon,
};

async function runDaemon(call: Call): Promise<ExitCode> {
  const hangUp = listenForHangUp();
  const project = new Project(call.folder, new Bounds());
  const workshop = await openWorkshop(call, { quiet: true }, project);
  const stop = call.stop();
  const tellProblem = (problem: unknown): void => tell(call, { name: "koppel daemon", problem });
  process.on("unhandledRejection", tellProblem);
  try {
    const entries = new KeptEntries(call, workshop, project);
    const first = await entries.take(workshop);
    if (someChosen(call, workshop.workspace).every(({ integration }) => !integration.active))
      throw new Failure("no integration of the workspace is active", ["Set active: true for one in koppel.yaml."]);
    call.terminal.tell(
      `koppel daemon: ${plural(first.entries.length, "integration")}: ${forLine(first.entries.map(({ name }) => name).join(", "))}`,
    );
    const started = startDaemon({
      entries: first.entries,
      together: call.arguments.whole("companies") ?? 32,
      tell: (event) => tell(call, event),
    });
    const retention = retain(call, workshop, stop);
    await lookUntilStopped(call, { entries, started, retention, hangUp, stop });
    call.terminal.tell("koppel daemon: stopping; what is under way is finished");
    await started.stop(GRACE_MS);
    await retention.ended;
    return EXIT.fine;
  } finally {
    process.off("unhandledRejection", tellProblem);
    await workshop.close();
  }
}

/** Lets nobody be ended by SIGHUP, from the first moment on. */
function listenForHangUp() {
  let wake = (): void => {};
  let pending = false;
  process.on("SIGHUP", () => {
    pending = true;
    wake();
  });
  return {
    /** True when there was one by then. */
    async within(ms: number, stop: AbortSignal): Promise<boolean> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      wake = resolve;
      stop.addEventListener("abort", () => resolve(), { once: true });
      if (!pending && !stop.aborted) await promise;
      clearTimeout(timer);
      const was = pending;
      pending = false;
      return was;
    },
  };
}

async function lookUntilStopped(
  call: Call,
  {
    entries,
    started,
    retention,
    hangUp,
    stop,
  }: {
    readonly entries: KeptEntries;
    readonly started: Daemon;
    readonly retention: Retention;
    readonly hangUp: ReturnType<typeof listenForHangUp>;
    readonly stop: AbortSignal;
  },
): Promise<void> {
  while (!stop.aborted) {
    const asked = await hangUp.within(LOOK_MS, stop);
    if (stop.aborted) return;
    try {
      if (!asked) {
        const words = await entries.words();
        if (words === entries.known) continue;
        await wait(SETTLE_MS, undefined, { ref: false });
        if ((await entries.words()) !== words) continue;
      }
      const taken = await entries.look();
      started.take(taken.entries);
      tellTaken(call, taken, {
        asked,
        retention: retention.follow(entries.retention) ? entries.retention : "as before",
      });
    } catch (problem) {
      tell(call, { name: "koppel daemon", problem });
    }
  }
}

function tellTaken(
  call: Call,
  { added, changed, removed, kept }: Taken,
  { asked, retention }: { readonly asked: boolean; readonly retention: number | undefined | "as before" },
): void {
  const parts = [
    ["new", added],
    ["changed", changed],
    ["not run any more", removed],
  ] as const;
  const said = parts.flatMap(([what, names]) => (names.length === 0 ? [] : [`${what}: ${names.join(", ")}`]));
  if (retention !== "as before")
    said.push(retention === undefined ? "everything is kept" : `kept for ${retention} days`);
  const at = showMoment(Date.now());
  if (said.length > 0) call.terminal.tell(`${at} ${forLine(`taken over; ${said.join("; ")}`)}`);
  else if (asked && kept.length === 0) call.terminal.tell(`${at} nothing has changed`);
  for (const { name, findings } of kept)
    call.terminal.tell(
      [
        `${at} ${forLine(name)} goes on as before, since what was changed has errors:`,
        ...findingsText(findings, call.terminal.talkColours),
      ].join("\n"),
    );
}

/** Prunes by the workspace's retention, a little at a time, and says what went. */
function retain(call: Call, { workspace, store }: Workshop, stop: AbortSignal): Retention {
  return keepRetention(store, workspace.retention, systemClock, stop, (went, days) =>
    call.terminal.tell(
      went instanceof Error
        ? `koppel daemon: nothing could be pruned: ${forSentence(went.message)}`
        : `koppel daemon: pruned what is older than ${days} days: ${prunedText(went)}`,
    ),
  );
}

function tell(
  call: Call,
  event: { readonly name: string; readonly report?: RunReport; readonly problem?: unknown },
): void {
  const now = Date.now();
  const problem = problemOf(event.problem);
  if (call.arguments.text("format") === "json")
    call.terminal.print(jsonLine({ at: new Date(now).toISOString(), name: event.name, report: event.report, problem }));
  else if (event.report !== undefined)
    call.terminal.print(`${showMoment(now)} ${runText(event.report, call.terminal)}`);
  else call.terminal.tell(`${showMoment(now)} ${forSentence(`${event.name}: ${problem}`)}`);
}

function problemOf(problem: unknown): string | undefined {
  if (problem === undefined) return undefined;
  return problem instanceof Error ? problem.message : String(problem);
}
