import type { Context } from "./context.ts";
import { readEachHeads } from "./fields.ts";
import {
  conditionAt,
  declareMaking,
  expressionAt,
  expressionsAt,
  type FlowFile,
  flowBase,
  kindAt,
  LOCAL_KEYS,
  pathsAt,
  readTargetFields,
} from "./flow-file.ts";
import { Keys } from "./keys.ts";
import { LEVEL_KEYS, readLevel } from "./level.ts";
import { rootScope, transferShape } from "./root-scope.ts";
import { readSteps } from "./steps.ts";
import type { FieldNode, Level, TypedTransfer } from "./typed.ts";

const KEYS = [
  "transfer",
  "title",
  "about",
  "from",
  "to",
  "each",
  "pick",
  "once for",
  "company",
  "over",
  "skip",
  "wait until",
  ...LEVEL_KEYS,
  "fields",
  "recognise by",
  "then",
  "on error",
  ...LOCAL_KEYS,
];

/** Reads a transfer: carries a document once, chosen by its status. */
export function readTransfer(outer: Context, file: FlowFile): TypedTransfer | undefined {
  const keys = new Keys(file.map, "a transfer", KEYS, outer.report);
  const from = kindAt(outer, keys, "from");
  const to = kindAt(outer, keys, "to");
  if (from === undefined || to === undefined) return undefined;
  const context: Context = { ...outer, fromSide: from.side };
  const root = rootScope(context, { name: from.side, shape: from.shape });
  const transferSlot = root.declare(
    "transfer",
    { kind: "record", shape: transferShape },
    { description: "this transfer" },
  );
  const each = readEachHeads(context, keys, root);
  const { when: pick, scope: picked } = conditionAt(context, keys, "pick", each.at(-1)?.scope ?? root);
  const making = declareMaking(picked, to);
  const level = readLevel(context, keys, picked);
  const over = keys.word("over", ["cut", "refuse"]);
  keys.need("fields");
  const fields = readTargetFields(
    keys,
    "fields",
    { context, kind: to, path: "", scope: level.scope, over, update: undefined, inRegister: false },
    making,
  );
  return {
    kind: "transfer",
    ...flowBase(file, keys),
    from,
    to,
    root,
    transferSlot,
    level,
    pick,
    company: expressionAt(context, keys, "company", root),
    each,
    onceFor: expressionsAt(context, keys, "once for", picked),
    making,
    fields,
    recogniseBy: pathsAt(context, keys, "recognise by"),
    steps: readSteps(context, keys, { from, to, level, over }),
    onError: readOnError(context, keys, from, level),
  };
}

function readOnError(
  context: Context,
  keys: Keys,
  from: TypedTransfer["from"],
  level: Level,
): readonly FieldNode[] | undefined {
  const map = keys.mapOf("on error");
  if (map === undefined) return undefined;
  const inner = new Keys(map, `"on error"`, ["write back"], context.report);
  inner.need("write back");
  return readTargetFields(
    inner,
    "write back",
    { context, kind: from, path: "", scope: level.scope, over: undefined, update: undefined, inRegister: false },
    undefined,
  );
}
