import type { Typed } from "../../language/check/check.ts";
import { showType } from "../../language/check/check.ts";
import type { YamlMap, YamlNode } from "../../source/yaml-tree.ts";
import { conditionOf, expressionOf } from "../cells/expressions.ts";
import { noteSaying } from "../cells/sayings.ts";
import type { Context } from "../context/context.ts";
import { headOf, Keys, mapOf } from "../context/keys.ts";
import type { TwoWayRow } from "../tree/typed-flow.ts";
import { type Column, type RowsPlace, readColumn } from "./column.ts";
import { checkRow, withoutLength } from "./row-checks.ts";

const ROW_KEYS = ["as", "pairs", "through", "link", "update", "required", "limit", "over", "when", "remark", "ignore"];

/** Reads `rows:`, each with a field of either side. */
export function readRows(context: Context, keys: Keys, place: RowsPlace): readonly TwoWayRow[] {
  return (keys.list("rows")?.items ?? []).flatMap((node) => {
    const map = mapOf(node, "a row", context.report);
    return map === undefined ? [] : [readRow(context, map, place)];
  });
}

function readRow(context: Context, map: YamlMap, place: RowsPlace): TwoWayRow {
  const { report } = context;
  const names = place.sides.flatMap((side) => [side.side, ...side.members.map((member) => member.name)]);
  const known = [...new Set(names), ...[...new Set(names)].map((name) => `to ${name}`), ...ROW_KEYS];
  const keys = new Keys(map, "a row", known, report);
  const columns = [...new Set(names)].flatMap((name) =>
    keys.has(name) ? (readColumn(context, keys, name, place) ?? []) : [],
  );
  const when = keys.has("when")
    ? conditionOf(keys.need("when") as YamlNode, `"when"`, { scope: place.scope, report })
    : undefined;
  const to = [...new Set(names)].flatMap((name) => readTo(context, keys, name, columns, place));
  const required = keys.scalar("required");
  if (required !== undefined && typeof required.value !== "boolean") noteSaying(context, required, []);
  if (columns.length === 0) report("row-empty", headOf(map), { sides: place.sides.map((side) => side.side) });
  const row: TwoWayRow = {
    columns: columns.map(({ name, side, paths, targets }) => ({
      name,
      side: side.side,
      paths: paths.map((path) => path.text),
      targets,
    })),
    to,
    as: keys.text("as"),
    through: keys.text("through"),
    pairs: readPairsTable(context, keys, place),
    link: keys.flag("link"),
    update: keys.word("update", ["always", "never"]) ?? place.update,
    over: keys.word("over", ["cut", "refuse"]) ?? place.over,
    when,
    ignore: keys.text("ignore"),
    remark: keys.text("remark"),
    span: headOf(map),
  };
  if (row.ignore === undefined) checkRow(context, keys, row, columns, place);
  return row;
}

/** `pairs: settings.invoices.creditTerms`: a table of the settings says which word goes with which. */
function readPairsTable(context: Context, keys: Keys, place: RowsPlace): Typed | undefined {
  const node = keys.node("pairs");
  if (node?.kind !== "scalar") return undefined;
  const typed = expressionOf(node, `"pairs"`, { scope: place.scope, report: context.report });
  const kind = typed?.type.kind;
  if (kind !== undefined && kind !== "table" && kind !== "fault")
    context.report("shape-wrong", node.span, {
      what: `"pairs"`,
      expected: "a list of pairs, or a table of the settings",
      found: typed === undefined ? "nothing" : showType(typed.type),
    });
  return typed;
}

function readTo(
  context: Context,
  keys: Keys,
  name: string,
  columns: readonly Column[],
  place: RowsPlace,
): { name: string; value: Typed }[] {
  const node = keys.node(`to ${name}`);
  if (node === undefined) return [];
  const column =
    columns.find((candidate) => candidate.name === name) ?? columns.find((candidate) => candidate.side.side === name);
  if (column === undefined) {
    context.report("row-to-without-column", keys.span(`to ${name}`), { name });
    return [];
  }
  const [type] = column.types;
  const value = expressionOf(node, `"to ${name}"`, {
    scope: place.scope,
    report: context.report,
    ...(type === undefined ? {} : { expected: withoutLength(type) }),
  });
  return value === undefined ? [] : [{ name, value }];
}
