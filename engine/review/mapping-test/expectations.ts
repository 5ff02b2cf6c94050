import type { CompiledIntegration } from "../../compile/compiled.ts";
import { Keys } from "../../mapping/context/keys.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../../source/yaml-tree.ts";
import { fieldMisses, notSetMisses, sourceMisses } from "./field-misses.ts";
import { type Miss, miss } from "./miss.ts";
import { needMisses } from "./need-misses.ts";
import type { CaseOutcome } from "./run-case.ts";
import {
  codeMisses,
  saidIn,
  textMisses,
  troubleOf,
  unexpectedOr,
  unexpectedRefusal,
  unexpectedState,
} from "./state-misses.ts";
import { stepMisses } from "./step-misses.ts";
import { stepName } from "./written.ts";

export interface Expecting {
  readonly outcome: CaseOutcome;
  readonly typed: TypedIntegration;
  readonly compiled: CompiledIntegration;
  readonly report: Report;
}

/** What a case may expect, each with what of it did not hold. */
const EXPECTATIONS: Readonly<Record<string, (node: YamlNode, expecting: Expecting) => readonly Miss[]>> = {
  fields: (node, expecting) =>
    entriesOf(node).flatMap(({ key, value }) => fieldMisses(key.text, key.span, value, expecting)),
  "not set": (node, expecting) =>
    (node.kind === "list" ? node.items : [node]).flatMap((item) => notSetMisses(item, expecting)),
  steps: stepMisses,
  source: (node, expecting) => entriesOf(node).flatMap(({ key, value }) => sourceMisses(key.text, value, expecting)),
  refused: (node, { outcome }) => codeMisses(node, "refused", outcome),
  skipped: (node, { outcome }) => codeMisses(node, "skipped", outcome),
  waiting: (node, { outcome }) => codeMisses(node, "waiting", outcome),
  message: (node, { outcome }) => textMisses(node, "the message", saidIn(outcome)?.message),
  advice: (node, { outcome }) => textMisses(node, "the advice", saidIn(outcome)?.advice),
  needs: (node, expecting) => entriesOf(node).flatMap(({ key, value }) => needMisses(key.text, value, expecting)),
  nothing: (node, { outcome: { written } }) =>
    written.length === 0 ? [] : [miss(node, "writes", "none", written.map(stepName).join(", "))],
};

/** Compares what a case expects with what came of it. */
export function missesOf(expect: YamlMap, expecting: Expecting): readonly Miss[] {
  const keys = new Keys(expect, "an expectation", Object.keys(EXPECTATIONS), expecting.report);
  const trouble = troubleOf(expect, expecting.outcome);
  if (trouble !== undefined) return [trouble];
  const misses = Object.entries(EXPECTATIONS).flatMap(([key, missesAt]) => {
    const node = keys.node(key);
    return node === undefined ? [] : missesAt(node, expecting);
  });
  return misses.length > 0 || keys.has("refused") ? misses : unexpectedRefusal(expect, expecting.outcome);
}

function entriesOf(node: YamlNode): readonly YamlEntry[] {
  return node.kind === "map" ? node.entries : [];
}

/** One cell of a matrix: the value of a target field; `null` where it is not to be set. */
export function cellMisses(path: string, node: YamlNode, pathSpan: Span, expecting: Expecting): readonly Miss[] {
  const trouble = troubleOf(node, expecting.outcome);
  if (trouble !== undefined) return [trouble];
  if (path === "refused" || path === "skipped" || path === "waiting") {
    const wanted = node.kind === "scalar" && node.value === null ? undefined : node;
    return wanted === undefined
      ? unexpectedState(node, path, expecting.outcome)
      : codeMisses(wanted, path, expecting.outcome);
  }
  const misses = path.startsWith("source.")
    ? sourceMisses(path.slice("source.".length), node, expecting)
    : fieldMisses(path, pathSpan, node, expecting);
  return misses.length > 0 ? unexpectedOr(misses, node, expecting.outcome) : misses;
}
