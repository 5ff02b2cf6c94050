import type { PlannedAction } from "../work/base/planned.ts";
import type { Colours } from "./screen.ts";

/** Records of one flow shown in full; the others are counted. */
const SHOWN = 12;
/** Refusals are what a person has to do something about; of more than this a person reads the advice in the log. */
const REFUSED_SHOWN = 200;

interface Entry {
  readonly record: string;
  readonly label: string;
  /** Where it stands among all records of the flow. */
  readonly at: number;
  /** The first action in full. */
  readonly lines: readonly string[];
  readonly followed: string[];
}

const { compare: byName } = new Intl.Collator("en", { numeric: true });
const byLabel = (one: Entry, other: Entry): number => byName(one.label, other.label) || one.at - other.at;

/** What a plan shows of one flow. Of records that are not shown nothing is kept but their number. */
export class FlowSection {
  readonly #all: boolean;
  readonly #first: Entry[] = [];
  /** Those that come first by what people call them, in that order. */
  readonly #least: Entry[] = [];
  readonly #refused: Entry[] = [];
  #quietCount = 0;
  #refusedCount = 0;
  #records = 0;
  #last: Entry | undefined;

  constructor(all: boolean) {
    this.#all = all;
  }

  /** Nothing is done with any record. */
  get isEmpty(): boolean {
    return this.#records === 0;
  }

  /** All actions on one record come one after the other; `then` tells in a few words what follows the first. */
  add({ record, label, action }: PlannedAction, lines: () => readonly string[], then: string): void {
    if (this.#last?.record === record) {
      this.#last.followed.push(then);
      return;
    }
    if (action === "nothing") return;
    const at = this.#records++;
    const entry: Entry = { record, label, at, lines: [], followed: [] };
    // Of one that is not shown only the name is known, for as long as it is the last.
    this.#last = entry;
    if (action === "refuse") {
      if (this.#refusedCount++ < REFUSED_SHOWN || this.#all) this.#last = keep(this.#refused, entry, lines);
      return;
    }
    this.#quietCount++;
    if (this.#all || this.#first.length < SHOWN) {
      this.#last = keep(this.#first, entry, lines);
      if (!this.#all) this.#least.splice(placeIn(this.#least, this.#last), 0, this.#last);
      return;
    }
    const place = placeIn(this.#least, entry);
    if (place === SHOWN) return;
    this.#last = { ...entry, lines: lines() };
    this.#least.splice(place, 0, this.#last);
    this.#least.length = SHOWN;
  }

  asTheyCame(colours: Colours): Iterable<string> {
    return this.#shown(
      [...this.#first, ...this.#refused].toSorted((one, other) => one.at - other.at),
      colours,
    );
  }

  byLabel(colours: Colours): Iterable<string> {
    return this.#shown([...(this.#all ? this.#first : this.#least), ...this.#refused].toSorted(byLabel), colours);
  }

  *#shown(entries: readonly Entry[], colours: Colours): Generator<string> {
    for (const { lines, followed } of entries) {
      const [head = "", ...rest] = lines;
      yield `${head}${followed.length === 0 ? "" : colours.dim(`, then ${followed.join(", ")}`)}`;
      yield* rest;
    }
    if (this.#all) return;
    const more = this.#quietCount - Math.min(this.#quietCount, SHOWN);
    const refused = this.#refusedCount - this.#refused.length;
    if (more > 0) yield colours.dim(`  … and ${more} more (--all)`);
    if (refused > 0) yield colours.dim(`  … and ${refused} more refused (--all)`);
  }
}

function keep(kept: Entry[], entry: Entry, lines: () => readonly string[]): Entry {
  const full = { ...entry, lines: lines() };
  kept.push(full);
  return full;
}

function placeIn(sorted: readonly Entry[], entry: Entry): number {
  const place = sorted.findIndex((other) => byLabel(entry, other) < 0);
  return place < 0 ? sorted.length : place;
}
