import type { PrunedCounts } from "../service/upkeep.ts";
import type { Flaw, Held, Survey } from "../store/upkeep.ts";
import { forSentence } from "../value/cleaned.ts";
import { showMoment } from "./moment.ts";
import { plural } from "./plural.ts";
import type { Colours } from "./screen.ts";
import { table } from "./table.ts";

const NAMES: Readonly<Record<Held["kind"], string>> = {
  log: "log entries",
  writes: "writes",
  bodies: "bodies of writes",
  records: "records",
  links: "links",
  remembered: "things remembered",
  mails: "mails sent",
  "mails waiting": "mails waiting",
  runs: "runs",
};

/** What a store holds; `days`: what older than that could be pruned, and whether a daemon does it. */
export function surveyText(
  path: string,
  survey: Survey,
  { days, isKept }: { readonly days: number; readonly isKept: boolean },
  { bold, yellow }: Colours,
): string {
  const { bytes, version, restored } = survey;
  const rows = survey.kinds.map(({ kind, count, oldest, old }) => [
    NAMES[kind],
    count.toLocaleString("en"),
    oldest === undefined ? "" : showMoment(oldest),
    old === 0 ? "" : old.toLocaleString("en"),
  ]);
  const old = survey.kinds.some((kind) => kind.old > 0);
  return [
    `${bold(path)}: ${size(bytes.file)}, of which ${size(bytes.free)} free; journal ${size(bytes.journal)}; tables of version ${version}`,
    ...(restored === undefined
      ? []
      : [
          yellow(
            `Restored at ${showMoment(restored.restoredAt)} from a backup ${restored.backedUpAt === undefined ? "of unknown age" : `of ${showMoment(restored.backedUpAt)}`}: what was made in between`,
          ),
          yellow(
            "is searched for before anything is sent; what cannot be is left undecided. koppel store trust ends this.",
          ),
        ]),
    "",
    ...table(["", "rows", "oldest", `older than ${days} days`], rows, { style: bold }),
    "",
    `Writes: ${stated(survey.intents)}. Records: ${stated(survey.records)}.`,
    ...(old ? [`koppel store prune --older-than ${days}d lets go what is in the last column.`] : []),
    isKept
      ? `The daemon does so by itself (retention: ${days} days in the workspace file).`
      : "Nothing is pruned by itself: the workspace file has no retention.",
  ].join("\n");
}

function stated(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([state, count]) => `${count.toLocaleString("en")} ${state}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** `700 log entries, 2 runs` */
export function prunedText(counts: PrunedCounts): string {
  const parts = Object.entries(counts).map(
    ([kind, count]) => `${count.toLocaleString("en")} ${NAMES[kind as Held["kind"]]}`,
  );
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

/** What pruning let go; there is room to give back only where something went. */
export function pruningText(counts: PrunedCounts, days: number): string {
  if (Object.keys(counts).length === 0) return `Nothing that may go is older than ${plural(days, "day")}.`;
  return `Pruned what is older than ${plural(days, "day")}: ${prunedText(counts)}. koppel store compact gives the room back to the disk.`;
}

export function flawsText(flaws: readonly Flaw[], { red, green }: Colours): string {
  if (flaws.length === 0) return green("The store is whole.");
  return [
    ...flaws.flatMap(({ what, count, advice }) => [red(`${count} ${forSentence(what)}`), `    → ${advice}`]),
    "",
    `${plural(flaws.length, "fault")} found.`,
  ].join("\n");
}

/** `1.35 GB` */
export function size(bytes: number): string {
  const [unit, of] = bytes >= 1e9 ? ["GB", 1e9] : bytes >= 1e6 ? ["MB", 1e6] : ["kB", 1e3];
  return `${(bytes / Number(of)).toFixed(bytes >= 1e9 ? 2 : 1)} ${unit}`;
}
