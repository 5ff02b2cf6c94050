import type { Term } from "../../language/types/term.ts";
import type { Need } from "../tree/level.ts";
import { SOURCE_SLOT } from "../tree/slots.ts";
import type { TypedRegister } from "../tree/typed-flow.ts";
import type { Law } from "./law.ts";

/**
 * No register needs itself for the very record it is about, through others or not. A circle that moves on to another
 * record (the parent of a customer) is for the run to judge: the data end it, or the records in it are refused.
 */
export const needsEnd: Law = (integration, context) => {
  const registers = [...integration.flows.values()].filter((flow) => flow.kind === "register");
  const passes = new Set(registers.filter(mayPass).map((flow) => flow.name));
  // A register on the way that passes the record over, or waits with it, ends the circle.
  const edges = new Map(
    registers.map((flow) => [
      flow.name,
      needsOfItself(flow).filter(({ register }) => register === flow.name || !passes.has(register)),
    ]),
  );
  const told = new Set<string>();
  for (const { name } of registers) {
    const circle = circleFrom(name, edges);
    const [first] = circle;
    if (first === undefined || circle.some(({ register }) => told.has(register))) continue;
    for (const { register } of circle) told.add(register);
    const { of } = first;
    context.report("need-of-itself", of.text.span(of.expr.start, of.expr.end), {
      registers: [name, ...circle.map(({ register }) => register)],
    });
  }
};

function mayPass({ level }: TypedRegister): boolean {
  return level.skip.length > 0 || level.waitUntil.length > 0;
}

/** The prerequisites that a register has for its own record, whatever that is. Those of list entries may have no entry. */
function needsOfItself(flow: TypedRegister): readonly Need[] {
  return flow.level.needs.filter(({ of }) => isSource(of.term, flow));
}

/** True when the value is the record the register is about: by its name, under another one, or looked up by its own id. */
function isSource(term: Term, flow: TypedRegister): boolean {
  switch (term.op) {
    case "slot":
      return term.slot === SOURCE_SLOT;
    case "lazy":
      return term.entry.defined !== undefined && isSource(term.entry.defined.term, flow);
    case "lookup":
      return term.request === "byId" && term.kind === flow.from.name && isOwnId(term.id, flow);
    default:
      return false;
  }
}

function isOwnId(id: Term, flow: TypedRegister): boolean {
  return isSource(id.op === "field" && id.field.name === flow.from.schema.id ? id.of : id, flow);
}

/** The shortest way back to a register through prerequisites for the same record; nothing where there is none. */
function circleFrom(start: string, edges: ReadonlyMap<string, readonly Need[]>): readonly Need[] {
  const seen = new Set<string>();
  let ways: readonly (readonly Need[])[] = (edges.get(start) ?? []).map((need) => [need]);
  while (ways.length > 0) {
    const found = ways.find((way) => way.at(-1)?.register === start);
    if (found !== undefined) return found;
    ways = ways.flatMap((way) => {
      const at = way.at(-1)?.register ?? "";
      if (seen.has(at)) return [];
      seen.add(at);
      return (edges.get(at) ?? []).map((need) => [...way, need]);
    });
  }
  return [];
}
