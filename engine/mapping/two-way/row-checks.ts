import { assignable, showType } from "../../language/check/check.ts";
import type { Type } from "../../language/types/type.ts";
import { nearest } from "../../source/nearest.ts";
import type { Context, FlowHead } from "../context/context.ts";
import { didYouMean, type Keys } from "../context/keys.ts";
import type { TwoWayRow } from "../tree/typed-flow.ts";
import type { Column, RowsPlace } from "./column.ts";
import { checkPairs } from "./pairs.ts";

const WORDS = ["digits", "lines", "not"];

export function withoutLength(type: Type): Type {
  return type.kind === "text" ? { kind: "text" } : type;
}

/** A row must say how each side's value becomes the other's. */
export function checkRow(
  context: Context,
  keys: Keys,
  row: TwoWayRow,
  columns: readonly Column[],
  place: RowsPlace,
): void {
  const [left, right] = place.sides.map((side) => columns.find((column) => column.side === side));
  const conversions = ["as", "pairs", "through"].filter((key) => keys.has(key));
  if (conversions.length > 1) context.report("row-conversions", keys.span(conversions[1] ?? ""), { keys: conversions });
  if (left === undefined || right === undefined) checkOneColumn(context, keys, row, columns);
  else if (keys.has("pairs")) checkPairs(context, keys, [left, right]);
  else if (keys.has("through")) checkThrough(context, keys, [left, right]);
  else if (keys.has("as")) checkAs(context, keys, row, [left, right]);
  else checkBothWays(context, keys, row, [left, right]);
}

function checkBothWays(context: Context, keys: Keys, row: TwoWayRow, [left, right]: readonly [Column, Column]): void {
  for (const [from, into] of [
    [left, right],
    [right, left],
  ] as const) {
    if (row.to.some((one) => one.name === into.name || one.name === into.side.side)) continue;
    // One fault of a row is enough: the other direction mostly has the same.
    if (!checkPlain(context, keys, from, into)) return;
  }
}

function checkOneColumn(context: Context, keys: Keys, row: TwoWayRow, columns: readonly Column[]): void {
  const [column] = columns;
  if (column === undefined || row.to.length > 0) return;
  context.report("row-one-column", keys.span(column.name), { name: column.name });
}

/** The value goes over as it is. */
function checkPlain(context: Context, keys: Keys, from: Column, into: Column): boolean {
  if (from.paths.length > 1 || into.paths.length > 1) {
    const several = from.paths.length > 1 ? from : into;
    context.report("row-lines", keys.span(several.name), {});
    return false;
  }
  const [source] = from.types;
  const [target] = into.types;
  if (source === undefined || target === undefined || target.kind === "fault") return false;
  if (into.targets.every((field) => field.readOnly)) {
    context.report("field-read-only", into.paths[0]?.span ?? keys.span(into.name), {
      field: into.paths[0]?.text ?? "",
      record: into.side.side,
    });
    return false;
  }
  const fits = assignable(withoutLength(source), withoutLength(target));
  if (!fits.ok)
    context.report("row-types", into.paths[0]?.span ?? keys.span(into.name), {
      from: `${from.name}.${from.paths[0]?.text}`,
      fromType: showType(source),
      into: `${into.name}.${into.paths[0]?.text}`,
      intoType: showType(target),
    });
  return fits.ok;
}

/** The values of both columns must be records that the register links. */
function checkThrough(context: Context, keys: Keys, columns: readonly Column[]): void {
  const scalar = keys.scalar("through");
  if (scalar === undefined) return;
  const head = context.flows.get(scalar.text);
  if (head?.kind === "register" || head?.kind === "two-way register") {
    const wanted = kindsLinked(head);
    for (const { paths, types } of columns) {
      const [type] = types;
      const kind = type?.kind === "record" ? type.shape.kind : undefined;
      if (kind === undefined || wanted.length === 0 || wanted.includes(kind)) continue;
      return void context.report("need-other-kind", paths[0]?.span ?? scalar.span, {
        register: head.name,
        wanted,
        found: kind,
      });
    }
    return;
  }
  const known = [...context.flows.values()].filter((flow) => flow.kind.endsWith("register")).map((flow) => flow.name);
  context.report("register-unknown", scalar.span, { register: scalar.text, nearest: nearest(scalar.text, known) });
}

function kindsLinked(head: FlowHead): readonly string[] {
  const kinds = head.kind === "register" ? [head.from, head.to] : head.sides.flat();
  return kinds.flatMap((kind) => kind?.shape.kind ?? []);
}

function checkAs(context: Context, keys: Keys, row: TwoWayRow, columns: readonly [Column, Column]): void {
  const scalar = keys.scalar("as");
  if (scalar === undefined || row.as === undefined) return;
  const types = columns.flatMap((column) => column.types.slice(0, 1));
  if (row.as.startsWith(".")) {
    const field = row.as.slice(1);
    const references = types.filter((type) => type.kind === "record");
    const known = references.flatMap((type) => (type.kind === "record" ? type.shape.names() : []));
    if (references.length === 0) return void context.report("as-no-reference", scalar.span, { as: row.as });
    if (!known.includes(field))
      context.report("field-unknown", scalar.span, {
        field,
        of: references.map(showType).join(", "),
        nearest: nearest(field, known),
      });
    return;
  }
  if (!WORDS.includes(row.as))
    return void context.report(
      "option-unknown",
      scalar.span,
      { word: row.as, what: `"as"`, known: [...WORDS, ".field"] },
      { hints: didYouMean(row.as, WORDS) },
    );
  const wants = row.as === "not" ? ["bool"] : ["text", "int", "decimal"];
  for (const type of types) {
    if (!wants.includes(type.kind) && type.kind !== "unknown" && type.kind !== "fault")
      context.report("as-type", scalar.span, { as: row.as, wants: wants.join(" or "), found: showType(type) });
  }
}
