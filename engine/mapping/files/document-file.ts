import { LEVEL_KEYS } from "../cells/read-level.ts";
import type { Context } from "../context/context.ts";
import type { TypedDocument } from "../tree/typed-flow.ts";
import { type FlowFile, LOCAL_KEYS } from "./flow-file.ts";
import { openSourcedFlow, readMade } from "./sourced-flow.ts";

const KEYS = ["document", "title", "about", "from", "to", ...LEVEL_KEYS, "over", "fields", ...LOCAL_KEYS];

/** Reads a document: shapes a file for the transfer that names it. */
export function readDocument(outer: Context, file: FlowFile): TypedDocument | undefined {
  const flow = openSourcedFlow(outer, file, "a document", KEYS);
  if (flow === undefined) return undefined;
  const { making, level, fields } = readMade(flow, flow.head.root.child(), undefined);
  return { kind: "document", ...flow.head, level, making, fields };
}
