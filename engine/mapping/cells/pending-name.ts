import type { Scope } from "../../language/types/scope.ts";
import type { Span } from "../../source/span.ts";
import type { Context } from "../context/context.ts";

/** A name of a level before it is defined, since definitions may stand in any order. */
export interface PendingName {
  readonly name: string;
  readonly span: Span;
  readonly mentions: ReadonlySet<string>;
  /** Checks it in the scope, where all it mentions is defined by now, and defines it there. */
  readonly define: () => void;
}

/** Names that use one another, one after the other: each is worked out within the one that uses it. */
const DEEPEST_NAMES = 50;

/** Defines each name after those it mentions; reports names that stand twice, hide another or go in a circle. */
export function defineInOrder(context: Context, pending: readonly PendingName[], scope: Scope): void {
  const byName = new Map(pending.map((one) => [one.name, one]));
  const state = new Map<string, "open" | "done">();
  /** How many names stand one after the other below each; -Infinity where that has been reported. */
  const depths = new Map<string, number>();
  const visit = (one: PendingName, path: readonly string[]): void => {
    const seen = state.get(one.name);
    if (seen === "done") return;
    if (seen === "open") {
      context.report("definition-cycle", one.span, { names: [...path.slice(path.indexOf(one.name)), one.name] });
      scope.defineValue(one.name, { kind: "fault" }, () => undefined, { span: one.span });
      return void state.set(one.name, "done");
    }
    state.set(one.name, "open");
    let depth = 1;
    for (const name of one.mentions) {
      const other = byName.get(name);
      if (other === undefined) continue;
      if (path.length < DEEPEST_NAMES) visit(other, [...path, one.name]);
      else depth = Number.POSITIVE_INFINITY;
      depth = Math.max(depth, 1 + (depths.get(name) ?? 0));
    }
    if (state.get(one.name) === "done") return;
    state.set(one.name, "done");
    depths.set(one.name, depth > DEEPEST_NAMES ? Number.NEGATIVE_INFINITY : depth);
    if (depth > DEEPEST_NAMES) {
      context.report("names-too-deep", one.span, { name: one.name, limit: DEEPEST_NAMES });
      return void scope.defineValue(one.name, { kind: "fault" }, () => undefined, { span: one.span });
    }
    if (!reportHiding(context, one, scope)) one.define();
  };
  for (const one of pending) {
    if (byName.get(one.name) !== one) context.report("name-twice", one.span, { name: one.name });
    else visit(one, []);
  }
}

/** No name may hide another: the reader could not tell which is meant. */
export function reportHiding(
  context: Context,
  named: { readonly name: string; readonly span: Span },
  scope: Scope,
): boolean {
  const hides = scope.resolve(named.name) !== undefined;
  if (hides) context.report("name-hides", named.span, { name: named.name });
  return hides;
}
