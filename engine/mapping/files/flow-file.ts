import type { Typed } from "../../language/check/check.ts";
import { proofsOf } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Span } from "../../source/span.ts";
import type { YamlMap, YamlNode } from "../../source/yaml-tree.ts";
import { conditionOf, expressionOf } from "../cells/expressions.ts";
import { type FieldsPlace, readFields } from "../cells/fields.ts";
import { type Context, type FlowHead, kindUseNamed } from "../context/context.ts";
import { headOf, type Keys, scalarOf } from "../context/keys.ts";
import { plainCells } from "../tree/cells-of.ts";
import type { FieldNode } from "../tree/field-node.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { Making } from "../tree/making-record.ts";
import type { TypedFlow } from "../tree/typed-flow.ts";

/** The keys of the integration's own words that any mapping file may hold for itself. */
export const LOCAL_KEYS = ["messages", "computed", "tables"];

/** One file of a flow, with the key that says its kind. */
export interface FlowFile {
  readonly kind: FlowHead["kind"];
  readonly map: YamlMap;
  readonly name: string;
  readonly nameSpan: Span;
}

export function flowBase(file: FlowFile, keys: Keys): TypedFlow {
  return {
    name: file.name,
    title: keys.text("title") ?? file.name,
    about: keys.text("about"),
    span: headOf(file.map),
    nameSpan: file.nameSpan,
  };
}

export function kindAt(context: Context, keys: Keys, key: string): KindUse | undefined {
  const node = keys.need(key);
  const scalar = node === undefined ? undefined : scalarOf(node, `"${key}"`, context.report);
  return scalar === undefined ? undefined : kindUseNamed(context, scalar.text, scalar.span);
}

/** Reads the target's fields and makes their cells known to the record being made. */
export function readTargetFields(
  keys: Keys,
  key: string,
  place: FieldsPlace,
  making: Making | undefined,
): readonly FieldNode[] {
  const map = keys.mapOf(key);
  const fields = map === undefined ? [] : readFields(map, place);
  if (making !== undefined) for (const cell of plainCells(fields)) making.record.cells.set(cell.path, cell);
  return fields;
}

/** A condition at `key` and the scope in which it holds. */
export function conditionAt(
  context: Context,
  keys: Keys,
  key: string,
  scope: Scope,
): { readonly when: Typed | undefined; readonly scope: Scope } {
  const node = keys.node(key);
  const when = node === undefined ? undefined : conditionOf(node, `"${key}"`, { scope, report: context.report });
  return { when, scope: when === undefined ? scope : scope.assume(proofsOf(when, true)) };
}

export function expressionsAt(context: Context, keys: Keys, key: string, scope: Scope): readonly Typed[] {
  return keys.items(key).flatMap((node) => expressionOf(node, `"${key}"`, { scope, report: context.report }) ?? []);
}

export function expressionAt(context: Context, keys: Keys, key: string, scope: Scope): Typed | undefined {
  const node = keys.node(key);
  return node === undefined ? undefined : expressionOf(node, `"${key}"`, { scope, report: context.report });
}

export function pathsAt(
  context: Context,
  keys: Keys,
  key: string,
): readonly { readonly path: string; readonly span: Span }[] {
  return keys.items(key).flatMap((node: YamlNode) => {
    const scalar = scalarOf(node, `"${key}"`, context.report);
    return scalar === undefined ? [] : [{ path: scalar.text, span: scalar.span }];
  });
}
