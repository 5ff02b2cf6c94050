import type { Binary } from "../syntax/ast.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { isOptional, present } from "../types/type-relations.ts";
import { joinBranches } from "./condition.ts";
import { assuming, checkInner, type Environment, tell, written } from "./environment.ts";
import { presence } from "./prove.ts";

/** `left ?? right`: the second where the first is absent. */
export function checkCoalesce(env: Environment, expr: Binary, expected: Type | undefined): Term {
  const left = checkInner(env, expr.left, expected);
  const right = checkInner(assuming(env, presence(left, false)), expr.right, expected);
  const found = present(left.type);
  // A text may be blank and a list empty, which is as good as absent.
  const always = !isOptional(left.type) && !["text", "list", "unknown", "fault"].includes(found.kind);
  if (always && left.op !== "constant")
    tell(env, "coalesce-useless", expr.left, { text: written(env, expr.left) }, { severity: "warning" });
  const type = joinBranches(env, [{ ...left, type: found }, right]);
  return { op: "coalesce", left, right, type, start: expr.start, end: expr.end };
}
