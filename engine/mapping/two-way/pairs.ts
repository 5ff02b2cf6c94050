import type { Span } from "../../source/span.ts";
import type { YamlScalar } from "../../source/yaml-tree.ts";
import type { Context } from "../context/context.ts";
import { didYouMean, found, Keys, mapOf } from "../context/keys.ts";
import type { Column } from "./column.ts";

/** Pairs are read both ways, so each word of either side needs one. */
export function checkPairs(context: Context, keys: Keys, columns: readonly [Column, Column]): void {
  const { report } = context;
  const node = keys.node("pairs");
  // A table of the settings is an expression, and read with the row.
  if (node?.kind === "scalar") return;
  if (node === undefined || node.kind !== "list") {
    return void report("shape-wrong", keys.span("pairs"), {
      what: `"pairs"`,
      expected: "a list of pairs, or a table of the settings",
      found: node === undefined ? "nothing" : found(node),
    });
  }
  const covered = columns.map(() => new Set<string>());
  let unknown = false;
  for (const item of node.items) {
    const map = mapOf(item, "a pair", report);
    if (map === undefined) continue;
    const pair = new Keys(
      map,
      "a pair",
      columns.map((column) => column.name),
      report,
    );
    for (const [index, column] of columns.entries()) {
      pair.need(column.name);
      const scalar = pair.scalar(column.name);
      if (scalar !== undefined)
        for (const word of wordsOf(scalar))
          if (!checkPairWord(context, scalar, word, column, covered[index] as Set<string>)) unknown = true;
    }
  }
  // A word that is none may be meant for one of those that have no pair.
  if (unknown) return;
  for (const [index, column] of columns.entries())
    reportUncovered(context, keys, column, covered[index] as Set<string>);
}

function wordsOf(scalar: YamlScalar): readonly { readonly word: string; readonly at: number }[] {
  const words: { word: string; at: number }[] = [];
  for (const match of scalar.text.matchAll(/[^|\s](?:[^|]*[^|\s])?/g)) words.push({ word: match[0], at: match.index });
  return words;
}

function checkPairWord(
  context: Context,
  scalar: YamlScalar,
  { word, at }: { readonly word: string; readonly at: number },
  column: Column,
  covered: Set<string>,
): boolean {
  if (word === "omit") return true;
  const [type] = column.types;
  const known = type?.kind === "enum" ? type.members : type?.kind === "bool" ? ["true", "false"] : undefined;
  const span: Span = { source: scalar.span.source, start: scalar.offsetAt(at), end: scalar.offsetAt(at + word.length) };
  if (known !== undefined && !known.includes(word)) {
    context.report(
      "option-unknown",
      span,
      { word, what: `${column.name} ${column.paths[0]?.text ?? ""}`, known },
      { hints: didYouMean(word, known) },
    );
    return false;
  }
  if (covered.has(word)) context.report("pair-twice", span, { word });
  covered.add(word);
  return true;
}

function reportUncovered(context: Context, keys: Keys, column: Column, covered: ReadonlySet<string>): void {
  const [type] = column.types;
  const all = type?.kind === "enum" ? type.members : type?.kind === "bool" ? ["true", "false"] : [];
  const missing = all.filter((word) => !covered.has(word));
  if (missing.length > 0)
    context.report("pairs-missing", keys.span("pairs"), {
      field: `${column.name} ${column.paths[0]?.text ?? ""}`,
      missing,
    });
}
