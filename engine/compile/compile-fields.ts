import type { FieldNode } from "../mapping/tree/field-node.ts";
import type { Level } from "../mapping/tree/level.ts";
import type { RecordValue } from "../value/value.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { generateRecord, isGenerable } from "./generate-record.ts";
import { type FallBack, orClosures } from "./or-closures.ts";
import { compileRecord } from "./record-closures.ts";
import { type BuildOptions, outlineOf } from "./record-outline.ts";

/**
 * Makes the function that makes a record of its fields, with its keys in the order of the mapping. Untraced it is generated
 * code, with the closures behind it for what the code cannot do: say what is wrong. Whenever they step in, `fellBack` is told.
 * With a level it looks first at what the level requires.
 */
export function compileFields(
  fields: readonly FieldNode[],
  options: BuildOptions,
  level?: Level,
): (state: EvaluationState) => RecordValue {
  const outline = outlineOf(fields, options);
  const closures = compileRecord(outline, options, level);
  if (options.trace) return closures;
  const tell = (why: FallBack): void => options.fellBack(`${options.mode} ${options.kind.name}`, why);
  const generated = generateRecord(outline, options, level);
  if (generated !== undefined) return orClosures(generated.make, closures, tell);
  tell({ because: isGenerable(outline) ? "no-code" : "key" });
  return closures;
}
