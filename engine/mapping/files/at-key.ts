import type { Typed } from "../../language/check/check.ts";
import { proofsOf } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Span } from "../../source/span.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import { conditionOf, expressionOf } from "../cells/expressions.ts";
import { type Context, kindUseNamed } from "../context/context.ts";
import { type Keys, scalarOf } from "../context/keys.ts";
import type { KindUse } from "../tree/kind-use.ts";

export function kindAt(context: Context, keys: Keys, key: string): KindUse | undefined {
  const node = keys.need(key);
  const scalar = node === undefined ? undefined : scalarOf(node, `"${key}"`, context.report);
  return scalar === undefined ? undefined : kindUseNamed(context, scalar.text, scalar.span);
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
