import { readEachHeads } from "../cells/each-head.ts";
import { LEVEL_KEYS } from "../cells/read-level.ts";
import type { Context } from "../context/context.ts";
import { Keys } from "../context/keys.ts";
import type { FieldNode } from "../tree/field-node.ts";
import type { Level } from "../tree/level.ts";
import type { TypedTransfer } from "../tree/typed-flow.ts";
import { conditionAt, expressionAt, expressionsAt, pathsAt } from "./at-key.ts";
import { type FlowFile, LOCAL_KEYS, readTargetFields } from "./flow-file.ts";
import { openSourcedFlow, readMade } from "./sourced-flow.ts";
import { readSteps } from "./transfer-steps.ts";

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
  const flow = openSourcedFlow(outer, file, "a transfer", KEYS);
  if (flow === undefined) return undefined;
  const { keys, context, head } = flow;
  const { from, to, root } = head;
  const each = readEachHeads(context, keys, root);
  const { when: pick, scope: picked } = conditionAt(context, keys, "pick", each.at(-1)?.scope ?? root);
  const { making, level, over, fields } = readMade(flow, picked, undefined);
  return {
    kind: "transfer",
    ...head,
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
