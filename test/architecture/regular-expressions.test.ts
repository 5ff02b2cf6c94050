import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { type Token as AcornToken, tokenizer } from "acorn";
import { analyse } from "scslre";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { msOf } from "../attack.ts";

/** Its types leave the value out. */
type Token = AcornToken & { readonly value?: unknown };

interface Written {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const root = join(import.meta.dirname, "../..");
/** Patterns that are somebody's own; a mapping's run on an engine that is linear for all of them. */
const patternsOfOthers = ["sandbox/server/faults.ts"];

describe("no regular expression of ours takes more than linear time", () => {
  const sources = ["engine", "cli", "sandbox"].flatMap(sourcesBelow).map((file) => ({ file, tokens: tokensOf(file) }));
  const literals = sources.flatMap(({ file, tokens }) => tokens.flatMap((token) => literal(file, token)));
  const building = sources.filter(({ tokens }) => tokens.some((_, index) => buildsOne(tokens, index)));
  const built: Written[] = [];

  beforeAll(async () => {
    for (const { file } of building) if (!patternsOfOthers.includes(file)) built.push(...(await builtBy(file)));
  });

  it("sees the expressions it speaks of", () => {
    expect(literals.length).toBeGreaterThan(150);
    expect(literals.map(({ source }) => source)).toContain(String.raw`[[\]{}]|^ *(?:[-?:] +)*(?=\S)`);
    expect(built.length).toBeGreaterThan(10);
    expect(building.map(({ file }) => file)).toEqual(expect.arrayContaining(patternsOfOthers));
  });

  it("by analysis", () => {
    const faults = [...literals, ...built].flatMap((written) =>
      analyse(written).reports.map(({ type, character }) => `${show(written)} ${type} on ${character.pick}`),
    );
    expect(faults).toEqual([]);
  });

  it("by attack with what it is made of, over and over", () => {
    const distinct = new Map(
      [...literals, ...built].map((written) => [`/${written.source}/${written.flags}`, written]),
    );
    expect([...distinct.values()].filter(givesIn).map(show)).toEqual([]);
  }, 60_000);

  it.each([
    ["exponential", /^(?:a+)+$/],
    ["exponential over two letters", /^(?:ab|(?:ab)+)+$/],
    ["quadratic", /^a*a*$/],
    ["quadratic by its beginning", /(?:\[\])+$/],
  ])("and an attack shows one that is %s", (_, { source, flags }) => {
    expect(givesIn({ place: "", source, flags })).toBe(true);
  });
});

function sourcesBelow(top: string): string[] {
  return readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(top, name));
}

function tokensOf(file: string): readonly Token[] {
  const script = stripTypeScriptTypes(readFileSync(join(root, file), "utf8"));
  return [...tokenizer(script, { ecmaVersion: "latest", sourceType: "module", locations: true })];
}

function literal(file: string, token: Token): Written[] {
  if (token.type.label !== "regexp") return [];
  const { pattern, flags } = token.value as { pattern: string; flags: string };
  return [{ place: `${file}:${token.loc?.start.line}`, source: pattern, flags }];
}

function buildsOne(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.value === "RegExp" && tokens[index + 1]?.type.label === "(";
}

/** What a file builds out of texts while it is loaded. */
async function builtBy(file: string): Promise<readonly Written[]> {
  const built: Written[] = [];
  const Real = RegExp;
  vi.resetModules();
  vi.stubGlobal(
    "RegExp",
    new Proxy(Real, {
      construct(target, given, asked) {
        const made = Reflect.construct(target, given, asked) as RegExp;
        if (typeof given[0] === "string") built.push({ place: file, source: made.source, flags: made.flags });
        return made;
      },
    }),
  );
  try {
    await import(join(root, file));
  } finally {
    vi.unstubAllGlobals();
  }
  return built;
}

const TIMES = 20_000;
const SLOW_MS = 25;

/** Whether a text of a few letters over and over keeps it busy: first few of them, for what would never end with many. */
function givesIn({ source, flags }: Written): boolean {
  const expression = new RegExp(source, flags);
  const letters = lettersOf(source);
  const pumps = letters.flatMap((one) => [one, ...letters.map((other) => one + other)]);
  for (const pump of pumps) {
    for (const before of ["", ...letters.slice(0, 2)]) {
      for (const behind of ["", "\u0000", "\n"]) {
        const text = (times: number) => before + pump.repeat(times) + behind;
        for (const times of [16, 20, 24, 28, 200, 2000, TIMES]) {
          const attacked = text(times);
          const once = () => {
            expression.lastIndex = 0;
            return msOf(() => attacked.replace(expression, ""));
          };
          if (once() >= SLOW_MS && once() >= SLOW_MS) return true;
        }
      }
    }
  }
  return false;
}

/** One letter of each kind that the expression tells apart, its own signs among them. */
function lettersOf(source: string): readonly string[] {
  const own = source.replace(/\\[wdspDWSPbBun]/g, "").match(/[^\\^$*+?|(){}\n]/g) ?? [];
  const words = source.match(/[a-z]{2,}/g) ?? [];
  const escaped = Array.from(source.matchAll(/\\([^\w\s])/g), ([, sign = ""]) => sign);
  return [
    ...new Set([" ", "a", "1", ...words.slice(0, 3), ...escaped, ...own.filter((sign) => /\W/.test(sign)), "\n"]),
  ].slice(0, 14);
}

function show({ place, source, flags }: Written): string {
  return `${place} /${source}/${flags}`;
}
