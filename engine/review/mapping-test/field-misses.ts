import type { Span } from "../../source/span.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import { isPresent } from "../../value/equality.ts";
import { getPath, splitPath } from "../../value/path.ts";
import { differences } from "./differences.ts";
import type { Expecting } from "./expectations.ts";
import { type Miss, miss, shown, shownNode } from "./miss.ts";
import type { CaseOutcome } from "./run-case.ts";
import { unexpectedRefusal } from "./state-misses.ts";
import { isWriteBack } from "./written.ts";

export function fieldMisses(
  path: string,
  span: Span,
  wanted: YamlNode,
  { outcome, report }: Expecting,
): readonly Miss[] {
  const { flow } = outcome;
  const kind = flow.kind === "follow" ? undefined : flow.to;
  const made =
    kind === undefined
      ? undefined
      : outcome.written.find(
          (one) =>
            one.side === kind.side &&
            one.request.kind === kind.kind &&
            (one.request.operation === "create" || flow.kind === "register"),
        );
  const parts = splitPath(path);
  if (parts === undefined) {
    report("test-path-unknown", span, { path, kind: kind === undefined ? flow.name : `${kind.side}/${kind.kind}` });
    return [];
  }
  if (made === undefined && !(wanted.kind === "scalar" && wanted.value === null)) {
    const refusal = unexpectedRefusal(wanted, outcome);
    return refusal.length > 0 ? refusal : [miss(wanted, path, shownNode(wanted), "nothing was written")];
  }
  const there = getPath(made?.request.body, parts);
  return differences(there, wanted, path, outcome.fixtures).map((found) => ({
    ...found,
    madeBy: found.madeBy ?? lineOf(found.what, outcome),
  }));
}

export function notSetMisses(item: YamlNode, { outcome }: Expecting): readonly Miss[] {
  if (item.kind !== "scalar") return [];
  const parts = splitPath(item.text) ?? [];
  const there = outcome.written.map(({ request }) => getPath(request.body, parts)).find(isPresent);
  return there === undefined
    ? []
    : [{ ...miss(item, item.text, "not set", shown(there)), madeBy: lineOf(item.text, outcome) }];
}

function lineOf(path: string, { lineage }: CaseOutcome): Span | undefined {
  return lineage.findLast((one) => one.path === path || path.startsWith(`${one.path}.`))?.span;
}

export function sourceMisses(field: string, node: YamlNode, { outcome }: Expecting): readonly Miss[] {
  const { side, kind } = outcome.fixture;
  const backs = outcome.written.filter((written) => isWriteBack(written, side, kind.kind));
  const parts = splitPath(field) ?? [field];
  const there = backs.map(({ request }) => getPath(request.body, parts)).findLast((value) => value !== undefined);
  if (node.kind === "scalar" && node.text === "unchanged")
    return there === undefined ? [] : [miss(node, `${field} of the source`, "unchanged", shown(there))];
  return differences(there, node, `${field} of the source`, outcome.fixtures);
}
