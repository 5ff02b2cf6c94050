import { proofsOf, type Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { YamlEntry } from "../../source/yaml-tree.ts";
import type { Context } from "../context/context.ts";
import type { Keys } from "../context/keys.ts";
import type { Definition, Guard, Level, Need } from "../tree/level.ts";
import { checkCell, type Parsed, parseCell } from "./expressions.ts";
import { checkLookupCell, type ParsedLookup, parseLookupCell } from "./lookup-cell.ts";
import { namesIn, namesInLookup } from "./mentioned-names.ts";
import { pendingNeed } from "./needs.ts";
import { defineInOrder, type PendingName } from "./pending-name.ts";
import { readGuards } from "./sayings.ts";

export const LEVEL_KEYS = ["with", "let", "needs", "refuse"];

/**
 * Reads `with`, `let`, `needs` and the guards of one level into `scope`. Definitions may stand in any order; each is
 * checked after those it mentions. The level's scope is what holds after its guards.
 */
export function readLevel(context: Context, keys: Keys, scope: Scope): Level {
  const definitions: Definition[] = [];
  const needs: Need[] = [];
  const pending = [
    ...(keys.mapOf("with")?.entries ?? []).flatMap((entry) => lookupOf(context, entry, scope, definitions)),
    ...(keys.mapOf("let")?.entries ?? []).flatMap((entry) => definedValue(context, entry, scope, definitions)),
    ...(keys.mapOf("needs")?.entries ?? []).flatMap((entry) => pendingNeed(context, entry, scope, definitions, needs)),
  ];
  defineInOrder(context, pending, scope);
  const skip = readGuards(context, keys, "skip", scope);
  const afterSkip = narrowed(scope, skip, false);
  const waitUntil = readGuards(context, keys, "wait until", afterSkip);
  const afterWait = narrowed(afterSkip, waitUntil, true);
  const refuse = readGuards(context, keys, "refuse", afterWait);
  return { scope: narrowed(afterWait, refuse, false), definitions, needs, skip, waitUntil, refuse };
}

/** The scope in which what the guards prove is known. */
export function narrowed(scope: Scope, guards: readonly Guard[], holds: boolean): Scope {
  return guards.reduce((inner, guard) => inner.assume(proofsOf(guard.when, holds)), scope);
}

const LOOKUP =
  /^\s*((first|all)\s+)?[A-Za-z_][\w-]*\/[A-Za-z_]\w*\s*($|by\s)|^\s*linked\s+with\s|^\s*document\s+[\w-]+\s*$/;

function definedValue(
  context: Context,
  { key, value }: YamlEntry,
  scope: Scope,
  definitions: Definition[],
): PendingName[] {
  if (value.kind === "scalar" && LOOKUP.test(value.text)) {
    context.report("lookup-under-let", value.span, { name: key.text });
    return lookupOf(context, { key, value }, scope, definitions);
  }
  const parsed = parseCell(value, `"${key.text}"`, context.report);
  if (parsed === undefined) return [];
  const mentions = namesIn(parsed.expr);
  const define = () =>
    addDefinition(
      scope,
      definitions,
      { name: key.text, from: "let", span: key.span, mentions },
      checkParsed(context, parsed, scope),
    );
  return [{ name: key.text, span: key.span, mentions, define }];
}

function checkParsed(context: Context, parsed: Parsed, scope: Scope): Typed {
  return checkCell(parsed, { scope, report: context.report });
}

function lookupOf(context: Context, { key, value }: YamlEntry, scope: Scope, definitions: Definition[]): PendingName[] {
  const parsed: ParsedLookup | undefined = parseLookupCell(value, `"${key.text}"`, context.report);
  if (parsed === undefined) return [];
  const mentions = namesInLookup(parsed.lookup);
  const define = () =>
    addDefinition(
      scope,
      definitions,
      { name: key.text, from: "with", span: key.span, mentions },
      checkLookupCell(context, parsed, scope),
    );
  return [{ name: key.text, span: key.span, mentions, define }];
}

function addDefinition(
  scope: Scope,
  definitions: Definition[],
  definition: Omit<Definition, "typed">,
  typed: Typed,
): void {
  scope.define(definition.name, typed, { span: definition.span });
  definitions.push({ ...definition, typed });
}
