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

/** Defines each name after those it mentions; reports names that stand twice, hide another or go in a circle. */
export function defineInOrder(context: Context, pending: readonly PendingName[], scope: Scope): void {
  const byName = new Map(pending.map((one) => [one.name, one]));
  const state = new Map<string, "open" | "done">();
  const visit = (one: PendingName, path: readonly string[]): void => {
    const seen = state.get(one.name);
    if (seen === "done") return;
    if (seen === "open") {
      context.report("definition-cycle", one.span, { names: [...path.slice(path.indexOf(one.name)), one.name] });
      scope.defineValue(one.name, { kind: "fault" }, () => undefined, { span: one.span });
      return void state.set(one.name, "done");
    }
    state.set(one.name, "open");
    for (const name of one.mentions) {
      const other = byName.get(name);
      if (other !== undefined) visit(other, [...path, one.name]);
    }
    if (state.get(one.name) === "done") return;
    state.set(one.name, "done");
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
