import { checkExpression } from "../../../engine/language/check/check.ts";
import { parseExpression } from "../../../engine/language/syntax/parse.ts";
import type { Frame, Lookup } from "../../../engine/language/types/frame.ts";
import { Scope } from "../../../engine/language/types/scope.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { Value } from "../../../engine/value/value.ts";
import { commonSchemas, located, typeOf } from "./fixture.ts";

export const schemas = commonSchemas();

/** A scope with the fields of an invoice as bare names, and the slot of the invoice. */
export function start() {
  const scope = Scope.root();
  const slot = scope.declare("source", typeOf("severa/invoice", schemas), { open: true });
  return { scope, slot };
}

export function check(text: string, scope: Scope, role: "value" | "condition" = "value") {
  const { report, ...collected } = watch();
  const typed = checkExpression(parseExpression(located(text), report), { text: located(text), scope, role, report });
  return { typed, faults: collected.codes() };
}

export function watch() {
  const one = collector();
  return { report: one.report, codes: () => one.diagnostics.map((each) => each.code) };
}

export function frame(slots: Value[], answers: (request: Lookup) => Value = () => undefined): Frame {
  return { slots, world: { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: answers } };
}
