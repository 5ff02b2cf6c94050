import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { YamlMap } from "../../source/yaml-tree.ts";
import { readEachHead } from "../cells/each-head.ts";
import { conditionOf } from "../cells/expressions.ts";
import { LEVEL_KEYS, readLevel } from "../cells/read-level.ts";
import { readSaying } from "../cells/sayings.ts";
import type { Context } from "../context/context.ts";
import { didYouMean, headOf, Keys, mapOf } from "../context/keys.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { Level } from "../tree/level.ts";
import type { TypedStep, TypedStepBase } from "../tree/typed-flow.ts";
import { conditionAt, expressionsAt, kindAt, pathsAt } from "./at-key.ts";
import { readTargetFields } from "./flow-file.ts";

const VERBS = ["verify", "create", "update", "do", "write back"] as const;
type Verb = (typeof VERBS)[number];

const COMMON = ["when", "each", "once for", ...LEVEL_KEYS, "say", "facts", "remark"];
const OWN: Record<Verb, readonly string[]> = {
  verify: ["else"],
  create: ["fields", "recognise by"],
  update: ["fields"],
  do: ["fields"],
  "write back": [],
};

interface StepPlace {
  readonly from: KindUse;
  readonly to: KindUse;
  readonly level: Level;
  readonly over: "cut" | "refuse" | undefined;
}

/** Reads `then:`, the writes that follow the document's own, in their order. */
export function readSteps(context: Context, keys: Keys, place: StepPlace): readonly TypedStep[] {
  const list = keys.list("then");
  return (list?.items ?? []).flatMap((node, index) => {
    const map = mapOf(node, `a step of "then"`, context.report);
    return map === undefined ? [] : (readStep(context, map, index, place) ?? []);
  });
}

function readStep(context: Context, map: YamlMap, index: number, place: StepPlace): TypedStep | undefined {
  const verbs = VERBS.filter((verb) => map.entries.some((entry) => entry.key.text === verb));
  const [verb] = verbs;
  if (verb === undefined || verbs.length > 1) {
    const words = map.entries.map((entry) => entry.key.text);
    const hints = verb === undefined ? words.flatMap((word) => didYouMean(word, VERBS)).slice(0, 1) : [];
    return void context.report("step-verb", headOf(map), { verbs: VERBS, found: verbs }, { hints });
  }
  const keys = new Keys(map, `a step "${verb}"`, [verb, ...OWN[verb], ...COMMON], context.report);
  const outer = place.level.scope.child();
  const madeSlot = outer.declare(
    place.to.side,
    { kind: "record", shape: place.to.shape },
    { description: "the record as it was made" },
  );
  const each = readEachHead(context, keys, outer);
  const first = each?.scope ?? outer;
  const level = readLevel(context, keys, first.child());
  const { when, scope } = conditionAt(context, keys, "when", level.scope);
  const base: TypedStepBase = {
    index,
    name: verb,
    when,
    each,
    onceFor: expressionsAt(context, keys, "once for", level.scope),
    level: { ...level, scope },
    madeSlot,
    say: readSaying(context, keys, scope),
    span: keys.span(verb),
  };
  return readVerb(context, keys, verb, base, scope, place);
}

function readVerb(
  context: Context,
  keys: Keys,
  verb: Verb,
  base: TypedStepBase,
  scope: Scope,
  place: StepPlace,
): TypedStep | undefined {
  const at = { context, path: "", scope, over: place.over, update: undefined, inRegister: false };
  if (verb === "verify") return readVerify(context, keys, base, scope);
  if (verb === "do") return readDo(context, keys, base, at, place);
  if (verb === "write back") {
    const fields = readTargetFields(keys, "write back", { ...at, kind: place.from }, undefined);
    return { ...base, kind: "write back", fields };
  }
  const to = kindAt(context, keys, verb);
  if (to === undefined) return undefined;
  if (!to.schema.can[verb]) context.report("kind-cannot", to.span, { kind: to.name, verb });
  keys.need("fields");
  const fields = readTargetFields(keys, "fields", { ...at, kind: to }, undefined);
  return {
    ...base,
    kind: "write",
    name: `${verb} ${to.name}`,
    operation: verb,
    to,
    fields,
    recogniseBy: pathsAt(context, keys, "recognise by"),
  };
}

function readVerify(context: Context, keys: Keys, base: TypedStepBase, scope: Scope): TypedStep | undefined {
  const node = keys.node("verify");
  const must: Typed | undefined =
    node === undefined ? undefined : conditionOf(node, `"verify"`, { scope, report: context.report });
  keys.need("else");
  const otherwise = keys.word("else", ["undo", "refuse", "warn"]);
  if (base.say === undefined) context.report("refuse-without-say", keys.span("verify"), {});
  return must === undefined || otherwise === undefined ? undefined : { ...base, kind: "verify", must, otherwise };
}

function readDo(
  context: Context,
  keys: Keys,
  base: TypedStepBase,
  at: Parameters<typeof readTargetFields>[2] extends infer Place ? Omit<Place & object, "kind"> : never,
  place: StepPlace,
): TypedStep | undefined {
  const action = keys.scalar("do");
  if (action === undefined) return undefined;
  const { actions } = place.to.schema;
  if (!actions.has(action.text)) {
    context.report(
      "action-unknown",
      action.span,
      { action: action.text, kind: place.to.name, known: [...actions] },
      { hints: didYouMean(action.text, actions) },
    );
  }
  const fields = readTargetFields(
    keys,
    "fields",
    { ...(at as Parameters<typeof readTargetFields>[2]), kind: place.to },
    undefined,
  );
  return { ...base, kind: "do", name: `do ${action.text}`, action: action.text, fields };
}
