import { Random } from "../simulation/random.ts";

/** What the inputs of a target are made of: right texts to spoil, and pieces that mean something in them. */
export interface Material {
  readonly samples: readonly string[];
  readonly pieces: readonly string[];
  /** Right texts made anew each time. */
  readonly grow?: (random: Random) => string;
}

const LONGEST = 200_000;
const NASTY = [
  ..."\0\t\n\r\"'`\\{}[]()<>|&*!%@#:;,.-+=?~^$_ ",
  "\ufeff",
  "\u2028",
  "\u00a0",
  "\u202e",
  "\ud83d",
  "\u{1f600}",
  "a\u0308",
  "\r\n",
  "  ",
  "- ",
  ": ",
  "? ",
  "# ",
  "|\n",
  ">\n",
  "&a ",
  "*a",
  "<<: ",
  "!!x ",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "{{",
  "}}",
  '"""',
  "__proto__",
  "constructor",
  "toString",
  "1e999",
  "-0",
  "0x1F",
  "99999999999999999999",
  "2026-02-30",
  "null",
  "true",
];

/** The input of this number: always the same one. */
export function inputOf(material: Material, seed: number): string {
  const random = new Random(seed);
  const kind = random.next();
  if (kind < 0.08) return bytes(random);
  const grown = material.grow !== undefined && kind < 0.5 ? material.grow(random) : pick(random, material.samples);
  let text = grown;
  for (let times = random.between(kind < 0.2 ? 0 : 1, 5); times > 0; times--) text = spoilt(text, material, random);
  return text.slice(0, LONGEST);
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.between(0, items.length - 1)] as Item;
}

function bytes(random: Random): string {
  const all = Uint8Array.from({ length: random.between(0, 300) }, () => random.between(0, 255));
  return new TextDecoder(random.chance(0.5) ? "utf-8" : "latin1").decode(all);
}

function spoilt(text: string, material: Material, random: Random): string {
  const [from, to] = [random.between(0, text.length), random.between(0, text.length)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  const near = Math.min(to, from + random.between(0, 40));
  const piece = random.chance(0.5) ? pick(random, NASTY) : pick(random, material.pieces);
  const [before, behind] = [text.slice(0, from), text.slice(from)];
  switch (random.between(0, 7)) {
    case 0:
      return before + piece + behind;
    case 1:
      return before + text.slice(near);
    case 2:
      return before + piece + text.slice(near);
    case 3:
      return before + repeated(piece, random) + behind;
    case 4:
      return before + repeated(text.slice(from, near), random) + behind;
    case 5: {
      const other = pick(random, material.samples);
      const at = random.between(0, other.length);
      return before + other.slice(at, at + random.between(0, 400)) + behind;
    }
    case 6:
      return text.slice(0, to);
    default: {
      // A pair that nests.
      const depth = random.chance(0.8) ? random.between(1, 12) : random.between(100, 6000);
      const [open, close] = pick(random, PAIRS);
      return before + open.repeat(depth) + text.slice(from, near) + close.repeat(depth) + text.slice(near);
    }
  }
}

const PAIRS = [
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ['{"', '"}'],
  ["not ", ""],
  ["-", ""],
  ["1 if a else ", ""],
  ["a.", ""],
  ["text(", ")"],
  ["- ", ""],
  ["a: ", ""],
  ["!a ", ""],
  ["count(r for r in ", ")"],
] as const;

/** Most often a few times, sometimes so often that what is not linear shows. */
function repeated(piece: string, random: Random): string {
  const times = random.chance(0.7) ? random.between(2, 20) : random.between(1000, 30_000);
  return piece.repeat(Math.min(times, Math.ceil(LONGEST / Math.max(1, piece.length))));
}
