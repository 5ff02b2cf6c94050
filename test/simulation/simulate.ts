import { Random } from "./random.ts";
import { SimulatedProcess } from "./simulated-process.ts";
import { Disk } from "./simulated-store.ts";
import { SimulatedTarget } from "./simulated-target.ts";
import { SqlitePremises } from "./sqlite-premises.ts";
import type { Variant } from "./variants.ts";
import { VirtualTime } from "./virtual-time.ts";
import { type Committed, createKey, type Premises, type SourceDocument, statusKey, work } from "./worker.ts";
import { drawFaults, type FaultRates, noFaults, violated, type World } from "./world.ts";

export interface SimulationReport {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly documents: number;
  /** Documents that are at the target more than once. */
  readonly duplicated: number;
  /** Documents that are not there although they should be. */
  readonly lost: number;
  readonly creates: number;
  readonly crashes: number;
  readonly simulatedMs: number;
  readonly story: readonly string[];
}

export interface SimulationOptions {
  readonly variant?: Variant;
  /** Keeps the story of what happened, to be read. */
  readonly story?: boolean;
  /** Other faults than the seed would draw. */
  readonly faults?: Partial<FaultRates>;
  /** The file of a SQLite store to run on, instead of the quick one. It is removed afterwards. */
  readonly sqlite?: string;
  /** There, everything that may go is pruned every few minutes. */
  readonly prunes?: boolean;
}

const START = Date.UTC(2026, 2, 2, 8);
const MINUTE = 60_000;
const DOCUMENTS = 6;
/** From here on nothing fails any more … */
const FAULTS_END = START + 120 * MINUTE;
/** … and by now everything must be settled. */
const END = START + 240 * MINUTE;

/** One world from its beginning to its end. The same seed and options give the same world. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<SimulationReport> {
  const random = new Random(seed);
  const time = new VirtualTime(START);
  const story: string[] = [];
  const tell = (line: string): void =>
    void story.push(`${((time.now() - START) / 1000).toFixed(3).padStart(9)} s  ${line}`);
  const faults = { ...drawFaults(random), ...options.faults };
  const world: World = { time, random, faults, violations: [], tell: options.story === true ? tell : undefined };
  const premises: Premises = {
    world,
    disk:
      options.sqlite === undefined
        ? new Disk(world)
        : await SqlitePremises.make(options.sqlite, world, options.prunes === true),
    target: new SimulatedTarget(world, random.chance(0.1)),
    documents: Array.from({ length: DOCUMENTS }, (_, index) => newDocument(index, random)),
    variant: options.variant ?? "koppel",
    sent: new Set(),
  };
  const edits = scheduleEdits(premises);
  let crashes = 0;
  startWorkers(premises, () => crashes++);
  time.at(FAULTS_END, () => {
    world.faults = noFaults;
  });
  await time.run(END, () => edits.left === 0 && premises.target.underway === 0 && isSettled(premises));
  const { lost, duplicated } = audit(premises);
  premises.disk.close();
  const simulatedMs = time.now() - START;
  const { creates } = premises.target;
  return {
    seed,
    violations: world.violations,
    documents: DOCUMENTS,
    duplicated,
    lost,
    creates,
    crashes,
    simulatedMs,
    story,
  };
}

function newDocument(index: number, random: Random): SourceDocument {
  return {
    source: `S${index + 1}`,
    number: String(5001 + index),
    amount: random.between(1, 9_999),
    valid: !random.chance(0.15),
  };
}

/** People edit documents while they are carried: amounts, numbers, and what made the other side refuse them. */
function scheduleEdits({ world, documents }: Premises): { left: number } {
  const { time, random, tell } = world;
  const edits = { left: 0 };
  const edit = (minutes: number, change: () => void): void => {
    edits.left++;
    time.after(random.between(0, minutes * MINUTE), () => {
      edits.left--;
      change();
    });
  };
  for (const document of documents) {
    if (!document.valid && random.chance(0.8)) edit(30, () => correct(document, tell));
    if (random.chance(0.2)) edit(10, () => raise(document));
    if (random.chance(0.2)) edit(10, () => renumber(document, tell));
  }
  return edits;
}

function raise(document: SourceDocument): void {
  document.amount += 1;
}

function correct(document: SourceDocument, tell: World["tell"]): void {
  document.valid = true;
  tell?.(`somebody corrects ${document.source}`);
}

function renumber(document: SourceDocument, tell: World["tell"]): void {
  document.number = `${document.number}B`;
  tell?.(`somebody gives ${document.source} the number ${document.number}`);
}

/** Two workers on one store. One that dies comes back as another process after a while. */
function startWorkers(premises: Premises, died: () => void): void {
  const { world } = premises;
  const start = (worker: string, life: number): void => {
    const process = new SimulatedProcess(`${worker}${life}`, world, () => {
      died();
      world.time.after(world.random.between(500, 120_000), () => start(worker, life + 1));
    });
    void work(process, premises);
  };
  start("A", 1);
  world.time.after(world.random.between(0, 30_000), () => start("B", 1));
}

function isSettled({ disk, documents, target, variant }: Premises): boolean {
  if (variant === "retry on error" || variant === "look up before create") {
    return documents.every(({ source, valid }) => !valid || target.statusOf(source) === "transferred");
  }
  return documents.every(({ source, valid }) => {
    const state = disk.intent(createKey(source))?.state;
    return valid ? state === "confirmed" && disk.intent(statusKey(source))?.state === "confirmed" : state === "refused";
  });
}

/** At most one live record for each document; and nothing that should be there is missing. */
function audit(premises: Premises): { readonly lost: number; readonly duplicated: number } {
  const { world, disk, documents, target } = premises;
  let lost = 0;
  let duplicated = 0;
  for (const document of documents) {
    const { source, valid } = document;
    const there = target.of(source);
    if (there.length > 1) duplicated++;
    const isLost = valid ? there.length === 0 || target.statusOf(source) !== "transferred" : there.length > 0;
    if (isLost) lost++;
    if (isLost) violated(world, `${source} (${valid ? "valid" : "invalid"}) is there ${there.length} times at the end`);
    if (premises.variant === "koppel") auditIntent(world, disk, source, there[0]);
  }
  if (premises.variant === "koppel" && !isSettled(premises)) violated(world, "not everything is settled at the end");
  return { lost, duplicated };
}

/** What is there is what was frozen. */
function auditIntent(
  world: World,
  disk: Committed,
  source: string,
  there: { readonly [field: string]: unknown } | undefined,
): void {
  const intent = disk.intent(createKey(source));
  // Of a body that was pruned the hash stays.
  if (there === undefined || intent === undefined || intent.body.startsWith("sha256:")) return;
  const frozen: { readonly [field: string]: unknown } = JSON.parse(intent.body);
  if (frozen["amount"] !== there["amount"] || frozen["number"] !== there["number"]) {
    violated(world, `${source} is there with another body than the frozen one`);
  }
}
