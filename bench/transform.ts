/** One invoice of about 4 kB with 10 rows and exact decimals: Koppel, hand-written JavaScript, JSONata and CEL. */
import { isDeepStrictEqual } from "node:util";
import { parseJson, stringifyJson } from "../engine/value/json.ts";
import type { RecordValue } from "../engine/value/value.ts";
import { atLeast, type Figure, interleaved, median, print, ratio, short } from "./figures.ts";
import { mappedByHand, type Settings } from "./transform/by-hand.ts";
import { mappedByCel } from "./transform/cel-mapping.ts";
import { mapped, openMapping } from "./transform/compiled-mapping.ts";
import { invoice } from "./transform/invoices.ts";
import { jsonataMapping } from "./transform/jsonata-mapping.ts";

const POOL = 256;
const ROUNDS = 7;
const { transfer, scene } = openMapping();
const settings = scene.settings["invoices"] as unknown as Settings;

interface Item {
  readonly text: string;
  readonly record: RecordValue;
}

/** Invoices on which all candidates agree. By hand must always; JSONata and CEL may differ where doubles are wrong. */
const pool: Item[] = [];
let seeds = 0;
while (pool.length < POOL) {
  const text = JSON.stringify(invoice(++seeds));
  const record = JSON.parse(text) as RecordValue;
  const ours = plain(stringifyJson(mapped(transfer, scene, parseJson(text) as RecordValue)));
  if (!isDeepStrictEqual(ours, plain(JSON.stringify(mappedByHand(record, settings)))))
    throw new Error(`invoice ${seeds}: the mapping and the hand-written code differ`);
  const byJsonata = plain(JSON.stringify(await jsonataMapping.evaluate({ invoice: record, settings })));
  const byCel = plain(JSON.stringify(mappedByCel(record, settings)));
  if (isDeepStrictEqual(ours, byJsonata) && isDeepStrictEqual(ours, byCel)) pool.push({ text, record });
  if (seeds > POOL * 3) throw new Error(`only ${pool.length} of ${seeds} invoices come out the same`);
}

function plain(text: string): unknown {
  return JSON.parse(text);
}

/** Microseconds an invoice; the quickest of some passes, since anything else that runs only adds. */
async function timed(passes: number, items: readonly Item[], work: (item: Item) => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    const begun = performance.now();
    for (const item of items) {
      const result = work(item);
      if (result instanceof Promise) await result;
    }
    best = Math.min(best, performance.now() - begun);
  }
  return (best * 1000) / items.length;
}

const few = pool.slice(0, 48);
const took = await interleaved(
  {
    byHandText: () => timed(12, pool, ({ text }) => JSON.stringify(mappedByHand(JSON.parse(text), settings))),
    koppelText: () =>
      timed(12, pool, ({ text }) => stringifyJson(mapped(transfer, scene, parseJson(text) as RecordValue))),
    byHand: () => timed(12, pool, ({ record }) => mappedByHand(record, settings)),
    koppel: () => timed(12, pool, ({ record }) => mapped(transfer, scene, record)),
    jsonata: () => timed(2, few, ({ record }) => jsonataMapping.evaluate({ invoice: record, settings })),
    cel: () => timed(4, few, ({ record }) => mappedByCel(record, settings)),
    parse: () => timed(12, pool, ({ text }) => JSON.parse(text)),
    koppelParse: () => timed(12, pool, ({ text }) => parseJson(text)),
  },
  ROUNDS,
);

const micro = (values: readonly number[]): string => `${short(median(values))} µs`;
const kilobytes = median(pool.map(({ text }) => text.length)) / 1000;
const figures: Figure[] = [
  {
    what: "invoices",
    measured: `${POOL} of ${kilobytes.toFixed(1)} kB, ${seeds - POOL} left out where doubles are a cent wrong`,
  },
  atLeast(
    "text to text, to hand-written",
    ratio(took.byHandText, took.koppelText),
    0.8,
    ` (${micro(took.byHandText)} by hand, ${micro(took.koppelText)} here)`,
  ),
  {
    what: "object to object, to hand-written",
    measured: `${short(ratio(took.byHand, took.koppel))}x (${micro(took.byHand)} by hand, ${micro(took.koppel)} here)`,
  },
  atLeast(
    "object to object, to JSONata 2",
    ratio(took.jsonata, took.koppel),
    80,
    ` (${micro(took.jsonata)} in JSONata)`,
  ),
  atLeast("object to object, to cel-js 8", ratio(took.cel, took.koppel), 2, ` (${micro(took.cel)} in CEL)`),
  {
    what: "reading JSON, to JSON.parse",
    measured: `${short(ratio(took.parse, took.koppelParse))}x (${micro(took.parse)}, ${micro(took.koppelParse)} here)`,
  },
];
print(`transform (medians of ${ROUNDS} interleaved rounds)`, figures);
