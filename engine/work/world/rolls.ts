import type { KindRef } from "../../compile/compiled.ts";
import type { Roll } from "../../http/roll.ts";
import type { RecordValue } from "../../value/value.ts";
import { type Job, systemOf } from "../base/job.ts";

/** Fewer searches than this are asked one by one: a list may be long, and who has little to match is done sooner so. */
const FROM = 200;
/** A roll older than this may be another one by now. It never is the reason for a create: that looks anew right before. */
const FRESH_MS = 10 * 60_000;

interface Tally {
  /** Searches since the last reading. */
  asked: number;
  /** How many make a reading worth while. */
  worth: number;
  roll: Roll | undefined;
  readAt: number;
  reading: Promise<void> | undefined;
}

/**
 * The lists of the other side that a run matches against. A list is read when as many searches have been asked as it may have
 * pages, so that whatever comes, no more than twice the calls of the better way are made; the length is not known before.
 */
export class Rolls {
  readonly #job: Job;
  readonly #tallies = new Map<string, Tally>();

  constructor(job: Job) {
    this.#job = job;
  }

  /** Who has these values, by a list that is ten minutes old at most; undefined where a search is to be asked. */
  async find(kind: KindRef, where: RecordValue): Promise<readonly RecordValue[] | undefined> {
    const fields = Object.keys(where).toSorted();
    const key = `${kind.side}/${kind.kind} ${fields.join(" ")}`;
    const tally = this.#tallies.get(key) ?? {
      ...{ asked: 0, worth: FROM, roll: undefined, readAt: 0, reading: undefined },
    };
    this.#tallies.set(key, tally);
    tally.asked++;
    if (tally.roll !== undefined && this.#job.clock.now() - tally.readAt > FRESH_MS) forget(tally);
    if (tally.roll === undefined && tally.asked > tally.worth)
      tally.reading ??= this.#read(kind, fields, tally).finally(() => {
        tally.reading = undefined;
      });
    await tally.reading;
    return tally.roll?.find(where);
  }

  async #read(kind: KindRef, fields: readonly string[], tally: Tally): Promise<void> {
    const { asked } = tally;
    const startedAt = this.#job.clock.now();
    const roll = await systemOf(this.#job, kind).roll?.(kind.kind, fields, asked);
    tally.worth = roll === undefined ? asked * 2 : Math.max(FROM, roll.pages);
    if (roll === undefined) return;
    Object.assign(tally, { roll, readAt: startedAt, asked: 0 });
  }

  noteCreated(kind: KindRef, record: RecordValue): void {
    for (const [key, { roll }] of this.#tallies) if (key.startsWith(`${kind.side}/${kind.kind} `)) roll?.note(record);
  }

  end(): void {
    for (const tally of this.#tallies.values()) forget(tally);
    this.#tallies.clear();
  }
}

function forget(tally: Tally): void {
  tally.roll?.end();
  tally.roll = undefined;
}
