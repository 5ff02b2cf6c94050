import { compileExpression } from "../language/closures/compile.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Frame } from "../language/types/frame.ts";
import { SETTINGS_SLOT } from "../mapping/tree/slots.ts";
import type { TypedCheck, TypedIntegration } from "../mapping/tree/typed-integration.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { CompiledCheck, Said, Scene } from "./compiled.ts";
import { compileSaying, fill, type Messages, saidOf, saidOfFault } from "./say.ts";
import { textOf } from "./text-of.ts";

/** A frame of the integration's own scope: settings, and what its `with` and `let` define. */
export function ownFrame(integration: TypedIntegration, scene: Scene): Frame {
  const slots: Value[] = new Array(integration.scope.slotCount).fill(undefined);
  slots[SETTINGS_SLOT] = scene.settings;
  return { slots, world: scene.world };
}

/** Compiles a check: what it says when it does not hold. */
export function compileCheck(integration: TypedIntegration, check: TypedCheck): CompiledCheck {
  const judge =
    check.flags === undefined
      ? compileMust(check, integration.messages)
      : compileFlags(check, check.flags, integration.messages);
  const list = check.each === undefined ? undefined : compileExpression(check.each.list);
  const when = check.when === undefined ? undefined : compileExpression(check.when);
  const once = (frame: Frame): readonly Said[] => (when === undefined || when(frame) === true ? judge(frame) : []);
  return {
    span: check.span,
    severity: check.severity,
    evaluate: (scene) => {
      const frame = ownFrame(integration, scene);
      try {
        if (list === undefined || check.each === undefined) return once(frame);
        const { slot, scope } = check.each;
        const items = list(frame);
        if (!Array.isArray(items)) return [];
        return items.flatMap((item, index) => {
          frame.slots[slot] = item as Value;
          frame.slots[slot + 1] = index + 1;
          scope.reset(frame);
          return once(frame);
        });
      } catch (fault) {
        if (!(fault instanceof EvaluationFault)) throw fault;
        return [saidOfFault(fault)];
      }
    },
  };
}

function compileMust(check: TypedCheck, messages: Messages): (frame: Frame) => readonly Said[] {
  const { must, say } = check;
  if (must === undefined) return () => [];
  const holds = compileExpression(must);
  const speak =
    say === undefined ? () => saidOf("check-failed", undefined, {}, check.span) : compileSaying(say, messages);
  return (frame) => (holds(frame) === true ? [] : [speak(frame)]);
}

function compileFlags(
  check: TypedCheck,
  flags: NonNullable<TypedCheck["flags"]>,
  messages: Messages,
): (frame: Frame) => readonly Said[] {
  const rows = flags.rows.map(({ of, wanted }) => {
    const type = of.type.kind === "optional" ? of.type.of : of.type;
    const fields = flags.names.map((name) => (type.kind === "record" ? type.shape.field(name) : undefined));
    return { evaluate: compileExpression(of), wanted, fields };
  });
  return (frame) =>
    rows.flatMap(({ evaluate, wanted, fields }) => {
      const record = evaluate(frame);
      if (typeof record !== "object" || record === null || Array.isArray(record)) return [];
      const wrong = wanted.some(
        (flag, index) => flag !== undefined && (fields[index]?.read(record as RecordValue, frame) === true) !== flag,
      );
      if (!wrong) return [];
      const named = (on: boolean): string =>
        flags.names.filter((_, index) => wanted[index] === on).join(", ") || "nothing";
      const facts = { status: textOf(record), on: named(true), off: named(false) };
      const code = check.say?.code ?? "flags-wrong";
      const message = messages.get(code);
      if (message !== undefined) return [saidOf(code, message, facts, check.span)];
      return [
        {
          code,
          text: fill([{ fact: "status" }, " must have ", { fact: "on" }, " on and ", { fact: "off" }, " off."], facts),
          advice: undefined,
          facts,
          span: check.span,
        },
      ];
    });
}
