import type { Context } from "./context.ts";
import { declareMaking, type FlowFile, flowBase, kindAt, LOCAL_KEYS, readTargetFields } from "./flow-file.ts";
import { Keys } from "./keys.ts";
import { LEVEL_KEYS, readLevel } from "./level.ts";
import { rootScope, transferShape } from "./root-scope.ts";
import type { TypedDocument } from "./typed.ts";

const KEYS = ["document", "title", "about", "from", "to", ...LEVEL_KEYS, "over", "fields", ...LOCAL_KEYS];

/** Reads a document: shapes a file for the transfer that names it. */
export function readDocument(outer: Context, file: FlowFile): TypedDocument | undefined {
  const keys = new Keys(file.map, "a document", KEYS, outer.report);
  const from = kindAt(outer, keys, "from");
  const to = kindAt(outer, keys, "to");
  if (from === undefined || to === undefined) return undefined;
  const context: Context = { ...outer, fromSide: from.side };
  const root = rootScope(context, { name: from.side, shape: from.shape });
  const transferSlot = root.declare("transfer", { kind: "record", shape: transferShape });
  const inner = root.child();
  const making = declareMaking(inner, to);
  const level = readLevel(context, keys, inner);
  const over = keys.word("over", ["cut", "refuse"]);
  keys.need("fields");
  const fields = readTargetFields(
    keys,
    "fields",
    { context, kind: to, path: "", scope: level.scope, over, update: undefined, inRegister: false },
    making,
  );
  return { kind: "document", ...flowBase(file, keys), from, to, root, transferSlot, level, making, fields };
}
