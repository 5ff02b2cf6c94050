import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromText } from "../../../engine/value/decimal.ts";
import type { Value } from "../../../engine/value/value.ts";
import { cell } from "./fixture.ts";

const SUITE = join(import.meta.dirname, "../../../../shared/suites/cel");
const FILES = ["basic", "comparisons", "logic", "integer_math", "string", "lists"];

interface CelTest {
  readonly name: string;
  readonly expr: string;
  readonly value?: {
    readonly boolValue?: boolean;
    readonly int64Value?: string;
    readonly doubleValue?: number;
    readonly stringValue?: string;
  };
}

/** What CEL and this language mean differently, or this language does not have. Anything else must agree. */
const OTHERWISE: readonly (readonly [reason: string, pattern: RegExp])[] = [
  [
    "bytes, unsigned numbers, protocol buffers, types as values",
    /\b[brBR]+["']|\d[uU]\b|dyn\(|type\(|proto|google|Test|timestamp|duration|uint|double\(|\bint\(|bytes|string\(|has\(|0x/,
  ],
  ["whole numbers divide to decimals", /[/%]/],
  ["maps, and lists outside `in`", /\{|\]\s*[=[+<>!]|[+=<>]\s*\[|size\(\[|^\[/],
  ["texts have no order and no +", /["'].*(?:[<>+])|[<>+].*["']/],
  ["binary floating point", /\de|[eE][+-]?\d|inf|nan|NaN/i],
  ["null equals nothing", /null/],
];

/** The same in our words; undefined where there are none. */
function translated(expr: string): string | undefined {
  if (OTHERWISE.some(([, pattern]) => pattern.test(expr)) || /\\|[{}`]/.test(expr)) return undefined;
  const words = expr
    .replace(/'([^'"]*)'/g, '"$1"')
    .replaceAll("&&", " and ")
    .replaceAll("||", " or ")
    .replace(/!(?=[a-z(])/g, " not ")
    .replace(/\bsize\(/g, "length(")
    .replace(/("[^"]*")\.(startsWith|endsWith|contains)\(/g, "$2($1, ")
    .replace(/("[^"]*")\.matches\(("[^"]*")\)/g, "$1 matches $2");
  const conditional = /^([^?]+)\?([^?:]+):([^?:]+)$/.exec(words);
  if (conditional !== null) return `(${conditional[2]}) if ${conditional[1]} else (${conditional[3]})`;
  return words.includes("?") ? undefined : words;
}

function expected({ value }: CelTest): Value {
  if (value?.boolValue !== undefined) return value.boolValue;
  if (value?.int64Value !== undefined) return fromText(value.int64Value);
  return value?.doubleValue ?? value?.stringValue;
}

describe.skipIf(!existsSync(SUITE))("expressions that CEL has too", () => {
  let ran = 0;
  it.each(FILES)("%s give the same", (file) => {
    const suite: { section: readonly { test: readonly CelTest[] }[] } = JSON.parse(
      readFileSync(join(SUITE, `${file}.json`), "utf8"),
    );
    for (const test of suite.section.flatMap((section) => section.test)) {
      const text = translated(test.expr);
      const value = expected(test);
      if (text === undefined || value === undefined) continue;
      const checked = cell(text);
      // The checker refuses what CEL finds out at run time: comparisons of unlike types, names without a declaration.
      if (checked.diagnostics.some((one) => one.severity === "error")) continue;
      ran++;
      expect(checked.run(), `${test.name}: ${test.expr} as ${text}`).toEqual(value);
    }
  });

  it("are more than a handful", () => {
    console.info(`${ran} expressions of the CEL suite ran`);
    expect(ran).toBeGreaterThan(80);
  });
});
