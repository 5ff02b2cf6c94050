import { showType } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Field, Shape, Type } from "../../language/types/type.ts";
import type { TargetField } from "../../schema/system-schema.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { YamlScalar } from "../../source/yaml-tree.ts";
import type { Context } from "../context/context.ts";
import { type Keys, scalarOf } from "../context/keys.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { RecordPart, TwoWaySide } from "./two-way.ts";

/** One column's cell: a path of a side, or several for `as: lines`. */
export interface Column {
  readonly name: string;
  readonly side: TwoWaySide;
  readonly paths: readonly { readonly text: string; readonly span: Span }[];
  readonly targets: readonly TargetField[];
  readonly types: readonly Type[];
}

/** Reads the column of a side, or of one of its registers. */
export function readColumn(context: Context, keys: Keys, name: string, place: RowsPlace): Column | undefined {
  const side = place.sides.find((one) => one.side === name || one.members.some((member) => member.name === name));
  if (side === undefined) return undefined;
  const members = side.side === name ? side.members : side.members.filter((member) => member.name === name);
  const paths = keys.items(name).flatMap((node) => scalarOf(node, `"${name}"`, context.report) ?? []);
  const found = paths.map((path) => members.map((member) => fieldAt(context, path, side, member.kind, place)));
  return {
    name,
    side,
    paths: paths.map((path) => ({ text: path.text, span: path.span })),
    targets: found.flatMap((of) => of.flatMap((field) => field?.target ?? [])),
    types: found.flatMap((of) => of[0]?.type ?? []),
  };
}

/** The field of a column, of the record or of one of its parts. What can only be read has no target. */
function fieldAt(
  context: Context,
  path: YamlScalar,
  side: TwoWaySide,
  own: KindUse,
  place: RowsPlace,
): { target: TargetField | undefined; type: Type } | undefined {
  const [first = "", ...rest] = path.text.split(".");
  const part = place.parts.find((candidate) => (candidate.side ?? side.side) === side.side && candidate.name === first);
  if (part !== undefined && part.kind === undefined) return { target: undefined, type: { kind: "fault" } };
  const kind = part?.kind ?? own;
  const steps = part === undefined ? [first, ...rest] : rest;
  const target = kind.schema.target(steps.join("."));
  const read = readType(kind.shape, steps);
  if (target === undefined && "missing" in read) {
    const at = path.text.split(".").length - steps.length + read.missing;
    const start = path.text.split(".").slice(0, at).join(".").length + (at === 0 ? 0 : 1);
    const field = steps[read.missing] ?? "";
    const span: Span = {
      source: path.span.source,
      start: path.offsetAt(start),
      end: path.offsetAt(start + field.length),
    };
    const names =
      at === 0
        ? [
            ...read.names,
            ...place.parts.filter((candidate) => candidate.side === side.side).map((candidate) => candidate.name),
          ]
        : read.names;
    return void context.report("field-unknown", span, { field, of: read.record, nearest: nearest(field, names) });
  }
  return { target, type: target?.type ?? ("missing" in read ? { kind: "fault" } : read.type) };
}

type ReadType =
  | { readonly type: Type }
  | { readonly missing: number; readonly record: string; readonly names: readonly string[] };

function readType(shape: Shape, steps: readonly string[]): ReadType {
  let type: Type = { kind: "record", shape };
  for (const [index, step] of steps.entries()) {
    const plain: Type = type.kind === "optional" ? type.of : type;
    const field: Field | undefined = plain.kind === "record" ? plain.shape.field(step) : undefined;
    if (field === undefined)
      return {
        missing: index,
        record: plain.kind === "record" ? plain.shape.name : showType(plain),
        names: plain.kind === "record" ? plain.shape.names() : [],
      };
    type = field.type;
  }
  return { type: type.kind === "optional" ? type.of : type };
}

/** What the rows of a register stand among: its scope, sides and parts, and the defaults of the file. */
export interface RowsPlace {
  readonly scope: Scope;
  readonly sides: readonly TwoWaySide[];
  readonly parts: readonly RecordPart[];
  readonly over: "cut" | "refuse" | undefined;
  readonly update: "always" | "never" | undefined;
}
