import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { systemClock } from "../../engine/http/clock.ts";
import type { Workspace } from "../../engine/project/workspace.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { showMoment } from "../../engine/report/moment.ts";
import { flawsText, pruningText, size, surveyText } from "../../engine/report/store-text.ts";
import { compactInSteps, pruneInSteps, StoreInUse, underAllLeases } from "../../engine/service/upkeep.ts";
import { openStore, restoreStore } from "../../engine/store/open-store.ts";
import { leaseOf, type Store } from "../../engine/store/store.ts";
import type { Survey } from "../../engine/store/upkeep.ts";
import { forSentence } from "../../engine/value/cleaned.ts";
import { chosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure, usageFailure } from "../failure.ts";
import { readMoment } from "../moments.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";

const DAY_MS = 86_400_000;
/** What "old" means when neither the call nor the workspace says so. */
const USUAL_DAYS = 400;

const ACTIONS = ["show", "prune", "compact", "backup", "restore", "check", "trust"] as const;
type Action = (typeof ACTIONS)[number];

export const store: Command = {
  name: "store",
  summary: "shows, prunes, compacts, backs up, restores and checks the store",
  usage: "[show | prune | compact | backup FILE | restore FILE | check | trust] [options]",
  text: [
    "show     what the store holds, how old it is and what could be pruned; so does koppel store alone",
    "prune    lets go old log entries, mails that were sent, runs, and what was sent by writes that are confirmed. Links,",
    "         open writes, that a write is confirmed, hashes, watermarks and the last error of each record stay for good",
    "compact  gives room back to the disk. A store from before version 4 is written anew once, while nothing runs",
    "backup   writes the store of this moment into a new file, without access tokens; runs go on meanwhile",
    "restore  puts a backup in the store's place, while nothing runs. What was sent after the backup the store does not know",
    "         then: it is searched for before anything is sent, and what cannot be searched for is left undecided",
    "check    looks for damage and for what cannot be",
    "trust    ends the caution after a restore, once somebody has looked at what was left undecided",
  ].join("\n"),
  positionals: { least: 0, most: 2, names: ["ACTION", "FILE"], words: ACTIONS },
  options: {
    "older-than": { value: "AGE", text: "what is old: 400d, 52w; the workspace's retention, else 400d if left out" },
    yes: { text: "restore over a store that is there" },
    ...format("json"),
  },
  examples: [
    { line: "koppel store", text: "sizes and ages" },
    { line: "koppel store prune --older-than 400d", text: "keeps a little more than a year" },
    { line: "koppel store backup /backup/koppel.sqlite", text: "while the daemon runs" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runStore,
};

async function runStore(call: Call): Promise<ExitCode> {
  const [word = "show", file] = call.arguments.positionals;
  const action = ACTIONS.find((one) => one === word);
  if (action === undefined)
    throw usageFailure(`koppel store cannot "${word}"; it can ${ACTIONS.join(", ")}`, 'See "koppel store --help".');
  const takesFile = action === "backup" || action === "restore";
  if (takesFile !== (file !== undefined))
    throw usageFailure(
      takesFile ? `koppel store ${action} needs a FILE` : `koppel store ${action} takes no FILE`,
      'See "koppel store --help".',
    );
  const workspace = await needWorkspace(call);
  if (action === "restore") return restore(call, workspace, resolve(call.folder, file ?? ""));
  const done = await withStore(workspace, (opened) => act(call, workspace, opened, action, file ?? ""));
  if (done !== undefined) return done;
  throw new Failure("nothing has run yet: there is no store", [`It would be ${workspace.store}.`]);
}

async function act(
  call: Call,
  workspace: Workspace,
  opened: Store,
  action: Exclude<Action, "restore">,
  file: string,
): Promise<ExitCode> {
  switch (action) {
    case "show":
      return show(call, workspace, opened);
    case "prune":
      return prune(call, workspace, opened);
    case "compact":
      return compact(call, workspace, opened);
    case "backup": {
      const to = resolve(call.folder, file);
      await opened.upkeep.backUp(to, Date.now());
      return answer(call, { backup: to }, `The store was backed up into ${to}.`);
    }
    case "check": {
      const flaws = await opened.upkeep.check();
      answer(call, { flaws }, flawsText(flaws, call.terminal.colours));
      return flaws.length === 0 ? EXIT.fine : EXIT.failed;
    }
    case "trust":
      await opened.upkeep.trust();
      return answer(
        call,
        { trusted: true },
        "The store is trusted: what it does not know is taken to have never been sent.",
      );
  }
}

function answer(call: Call, json: object, text: string): ExitCode {
  call.terminal.print(call.arguments.text("format") === "json" ? jsonText(json) : text);
  return EXIT.fine;
}

/** What counts as old: a moment, and how many days ago that is. */
function oldOf(call: Call, workspace: Workspace): { readonly before: number; readonly days: number } {
  const now = Date.now();
  const given = call.arguments.text("older-than");
  const before =
    given === undefined ? now - (workspace.retention ?? USUAL_DAYS) * DAY_MS : readMoment("--older-than", given, now);
  if (before > now - DAY_MS)
    throw usageFailure(`--older-than cannot be "${given}"`, "Give a day at least: 1d, 400d, 52w.");
  return { before, days: Math.floor((now - before) / DAY_MS) };
}

async function show(call: Call, workspace: Workspace, { upkeep }: Store): Promise<ExitCode> {
  const { before, days } = oldOf(call, workspace);
  const survey = await upkeep.survey(before);
  const isKept = workspace.retention === days;
  return answer(
    call,
    { path: workspace.store, ...surveyJson(survey), olderThanDays: days, retentionDays: workspace.retention ?? null },
    surveyText(workspace.store, survey, { days, isKept }, call.terminal.colours),
  );
}

function surveyJson({ kinds, restored, ...rest }: Survey): object {
  const moment = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
  return {
    ...rest,
    kinds: kinds.map(({ oldest, ...kind }) => ({ ...kind, oldest: moment(oldest) })),
    restored:
      restored === undefined
        ? null
        : { restoredAt: moment(restored.restoredAt), backedUpAt: moment(restored.backedUpAt) },
  };
}

async function prune(call: Call, workspace: Workspace, opened: Store): Promise<ExitCode> {
  const { before, days } = oldOf(call, workspace);
  const went = await pruneInSteps(opened, before, systemClock, call.stop());
  return answer(call, { pruned: went, olderThanDays: days }, pruningText(went, days));
}

async function compact(call: Call, workspace: Workspace, opened: Store): Promise<ExitCode> {
  const { upkeep } = opened;
  const { bytes: before } = await upkeep.survey(0);
  if (await upkeep.canCompact()) await compactInSteps(opened, systemClock, call.stop());
  else await alone(call, workspace, opened, () => upkeep.rebuild());
  const { bytes } = await upkeep.survey(0);
  return answer(
    call,
    { before: before.file, after: bytes.file, free: bytes.free },
    `The store takes ${size(bytes.file)}, before ${size(before.file)}.`,
  );
}

/** While nothing runs and nothing can begin to. */
async function alone(call: Call, workspace: Workspace, opened: Store, work: () => Promise<void>): Promise<void> {
  const [held] = await opened.upkeep.leases(Date.now());
  if (held !== undefined) throw inUse(held);
  const known = [...(await opened.upkeep.scopes()), ...chosen(call, workspace).map(({ scope }) => scope)];
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  try {
    await underAllLeases(opened, [...new Set(known)].map(leaseOf), owner, systemClock, work);
  } catch (error) {
    throw error instanceof StoreInUse ? inUse(error.held) : error;
  }
}

function inUse({ name, owner, until }: StoreInUse["held"]): Failure {
  return new Failure(`somebody works with the store: ${forSentence(name)} is held by ${forSentence(owner)}`, [
    `It is held until ${showMoment(until)} unless it is prolonged. Stop the daemon and runs, and call this again.`,
  ]);
}

async function restore(call: Call, workspace: Workspace, from: string): Promise<ExitCode> {
  const put = (): Promise<void> => restoreStore(workspace.store, from, Date.now());
  const done = await withStore(workspace, async (opened) => {
    if (!call.arguments.flag("yes"))
      throw usageFailure(
        `there is a store already: ${workspace.store}`,
        "Restoring takes its place, and what it knows is lost; koppel store backup FILE keeps it.",
        "Say so with --yes.",
      );
    await alone(call, workspace, opened, put);
    return true;
  });
  if (done === undefined) await put();
  const opened = await openStore(workspace.store);
  const restored = await opened.intents.restored();
  await opened.close();
  const backedUpAt = restored?.backedUpAt;
  return answer(
    call,
    { restored: from, backedUpAt: backedUpAt === undefined ? null : new Date(backedUpAt).toISOString() },
    [
      `The store was restored from ${from}${backedUpAt === undefined ? "" : `, as it was at ${showMoment(backedUpAt)}`}.`,
      "What was sent since then it does not know. Each write is searched for before it is sent, at the earliest when what was",
      "on its way must have arrived; what cannot be searched for is left undecided (koppel log --writes lists it).",
      "When that has been looked at, koppel store trust ends this caution.",
    ].join("\n"),
  );
}
