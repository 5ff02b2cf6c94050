import type { Typed } from "../language/check/check.ts";
import { compileExpression } from "../language/closures/compile.ts";
import type { Evaluate } from "../language/closures/compiler.ts";
import { mayBranch } from "../language/closures/lineage.ts";

/**
 * The closure of a condition, list or fact. In a frame with a trace it notes the branches it takes; one without branches
 * costs nothing more for it.
 */
export function compileBranching(typed: Typed): Evaluate {
  const plain = compileExpression(typed);
  if (!mayBranch(typed)) return plain;
  let noting: Evaluate | undefined;
  return (frame) => {
    if (frame.trace === undefined) return plain(frame);
    noting ??= compileExpression(typed, { trace: true });
    return noting(frame);
  };
}
