import type { Type } from "../language/type.ts";
import type { Context } from "./context.ts";
import { conditionOf, expressionOf } from "./expressions.ts";
import {
  declareMaking,
  expressionsAt,
  type FlowFile,
  flowBase,
  kindAt,
  LOCAL_KEYS,
  readTargetFields,
} from "./flow-file.ts";
import { Keys } from "./keys.ts";
import { LEVEL_KEYS, readLevel } from "./level.ts";
import { rootScope, transferShape } from "./root-scope.ts";
import { readGuards, readSaying } from "./sayings.ts";
import type { KindUse, Level, TypedRegister } from "./typed.ts";

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
  const keys = new Keys(file.map, "a register", KEYS, outer.report);
  const from = kindAt(outer, keys, "from");
  const to = kindAt(outer, keys, "to");
  if (from === undefined || to === undefined) return undefined;
  const context: Context = { ...outer, fromSide: from.side };
  const root = rootScope(context, { name: from.side, shape: from.shape });
  const transferSlot = root.declare("transfer", { kind: "record", shape: transferShape });
  const inner = root.child();
  const making = declareMaking(inner, to);
  const level = readLevel(context, keys, inner);
  const update = keys.word("update", ["always", "never"]) ?? "always";
  const over = keys.word("over", ["cut", "refuse"]);
  keys.need("fields");
  const place = { context, kind: to, path: "", scope: level.scope, over, update, inRegister: true };
  const fields = readTargetFields(keys, "fields", place, making);
  const run = keys.word("run", ["when needed"]);
  const match = readMatch(context, keys, to, level);
  const onceFor = expressionsAt(context, keys, "once for", inner);
  return {
    kind: "register",
    ...flowBase(file, keys),
    from,
    to,
    root,
    transferSlot,
    level,
    whenNeeded: run !== undefined,
    update,
    onceFor,
    match,
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
