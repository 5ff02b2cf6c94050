import type { Scope } from "../../language/types/scope.ts";
import type { YamlNode, YamlScalar } from "../../source/yaml-tree.ts";
import type { Context } from "../context/context.ts";
import { Keys, mapOf } from "../context/keys.ts";
import type { Guard, Saying } from "../tree/level.ts";
import { conditionOf, expressionOf } from "./expressions.ts";

const GUARD_KEYS = ["when", "say", "facts"];

/** `say` with its `facts`; whether the message exists and is filled is a law of its own. */
export function readSaying(context: Context, keys: Keys, scope: Scope): Saying | undefined {
  const say = keys.scalar("say");
  const facts = readFacts(context, keys, scope);
  if (say === undefined) {
    if (keys.has("facts")) context.report("facts-without-say", keys.span("facts"), {});
    return undefined;
  }
  return noteSaying(context, say, facts);
}

/** A message named without facts, e.g. by `required`. */
export function noteSaying(context: Context, say: YamlScalar, facts: Saying["facts"]): Saying {
  const saying: Saying = { code: say.text, facts, span: say.span };
  context.used.sayings.push(saying);
  return saying;
}

function readFacts(context: Context, keys: Keys, scope: Scope): Saying["facts"] {
  const map = keys.mapOf("facts");
  return (map?.entries ?? []).flatMap(({ key, value }) => {
    const typed = expressionOf(value, `"${key.text}"`, { scope, report: context.report });
    return typed === undefined ? [] : [{ name: key.text, value: typed, span: key.span }];
  });
}

/** The entries of `skip`, `wait until` or `refuse`: conditions, alone or with what is said. */
export function readGuards(
  context: Context,
  keys: Keys,
  key: "skip" | "wait until" | "refuse",
  scope: Scope,
): readonly Guard[] {
  return keys.items(key).flatMap((node) => readGuard(context, node, key, scope) ?? []);
}

function readGuard(context: Context, node: YamlNode, key: string, scope: Scope): Guard | undefined {
  if (node.kind === "scalar") {
    const when = conditionOf(node, `"${key}"`, { scope, report: context.report });
    if (key === "refuse") context.report("refuse-without-say", node.span, {});
    return when === undefined ? undefined : { when, say: undefined, span: node.span };
  }
  const map = mapOf(node, `an entry of "${key}"`, context.report);
  if (map === undefined) return undefined;
  const keys = new Keys(map, `an entry of "${key}"`, GUARD_KEYS, context.report);
  const condition = keys.need("when");
  if (key === "refuse" && !keys.has("say")) context.report("refuse-without-say", keys.span("when"), {});
  const say = readSaying(context, keys, scope);
  const when =
    condition === undefined ? undefined : conditionOf(condition, `"when"`, { scope, report: context.report });
  return when === undefined ? undefined : { when, say, span: keys.span("when") };
}
