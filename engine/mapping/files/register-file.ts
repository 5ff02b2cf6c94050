import type { Type } from "../../language/types/type.ts";
import { conditionOf, expressionOf } from "../cells/expressions.ts";
import { LEVEL_KEYS } from "../cells/read-level.ts";
import { readGuards, readSaying } from "../cells/sayings.ts";
import type { Context } from "../context/context.ts";
import { Keys } from "../context/keys.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { Level } from "../tree/level.ts";
import type { TypedRegister } from "../tree/typed-flow.ts";
import { expressionsAt } from "./at-key.ts";
import { type FlowFile, LOCAL_KEYS } from "./flow-file.ts";
import { openSourcedFlow, readMade } from "./sourced-flow.ts";

const KEYS = [
  "register",
  "title",
  "about",
  "from",
  "to",
  "run",
  "once for",
  "company",
  "skip",
  "wait until",
  ...LEVEL_KEYS,
  "match",
  "over",
  "update",
  "fields",
  ...LOCAL_KEYS,
];

/** What a register does with a record that no candidate links with. */
const OUTCOME: Type = { kind: "enum", name: "match", members: ["create", "pass", "refuse"] };

/** Reads a register that flows one way. */
export function readRegister(outer: Context, file: FlowFile): TypedRegister | undefined {
  const flow = openSourcedFlow(outer, file, "a register", KEYS);
  if (flow === undefined) return undefined;
  const { keys, context, head } = flow;
  const inner = head.root.child();
  const update = keys.word("update", ["always", "never"]) ?? "always";
  const { making, level, fields } = readMade(flow, inner, update);
  return {
    kind: "register",
    ...head,
    level,
    whenNeeded: keys.word("run", ["when needed"]) !== undefined,
    update,
    onceFor: expressionsAt(context, keys, "once for", inner),
    match: readMatch(context, keys, head.to, level),
    making,
    fields,
  };
}

function readMatch(context: Context, keys: Keys, to: KindUse, level: Level): TypedRegister["match"] {
  const map = keys.mapOf("match");
  if (map === undefined) return undefined;
  const { report } = context;
  const inner = new Keys(map, `"match"`, ["link", "refuse", "else", "say", "facts"], report);
  const scope = level.scope.child();
  const slot = scope.declare(
    to.side,
    { kind: "record", shape: to.shape },
    { description: "a record that may be the same" },
  );
  const link = inner.node("link");
  const otherwise = inner.node("else");
  const typed =
    otherwise === undefined
      ? undefined
      : expressionOf(otherwise, `"else"`, { scope: level.scope, expected: OUTCOME, report });
  return {
    scope,
    slot,
    link: link === undefined ? undefined : conditionOf(link, `"link"`, { scope, report }),
    refuse: readGuards(context, inner, "refuse", scope),
    otherwise: typed ?? "create",
    otherwiseSay: readSaying(context, inner, level.scope),
    span: keys.span("match"),
  };
}
