import { compileExpression, EvaluationFault } from "../language/compile.ts";
import type { Frame } from "../language/frame.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT, type TypedFollow } from "../mapping/typed.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileFields } from "./build.ts";
import type { CompiledFollow, Scene } from "./compiled.ts";
import type { FlowOptions } from "./flow-options.ts";
import type { Run } from "./run.ts";
import { compileSaying, saidOfFault } from "./say.ts";

/** Compiles a follow: the first rule that holds of a document and its counterpart. */
export function compileFollow(flow: TypedFollow, options: FlowOptions): CompiledFollow {
  const holds = flow.while === undefined ? undefined : compileExpression(flow.while);
  const rules = flow.rules.map((rule) => ({
    rule,
    when: compileExpression(rule.when),
    build:
      rule.writeBack === undefined
        ? undefined
        : compileFields(rule.writeBack, {
            kind: flow.from,
            messages: options.messages,
            sourceSide: options.title(flow.from.side),
            trace: false,
            mode: "change",
          }),
    speak: rule.say === undefined ? undefined : compileSaying(rule.say, options.messages),
  }));
  const begin = (scene: Scene, source: RecordValue, target: RecordValue): Run => {
    const slots: Value[] = new Array(flow.root.slotCount).fill(undefined);
    slots[SETTINGS_SLOT] = scene.settings;
    slots[MEMO_SLOT] = undefined;
    slots[SOURCE_SLOT] = source;
    slots[flow.sourceSlot] = source;
    slots[flow.targetSlot] = target;
    const frame: Frame = { slots, world: scene.world };
    return { frame, said: [], lineage: [], recorder: undefined, prefix: "", base: "", row: 0 };
  };
  return {
    kind: "follow",
    name: flow.name,
    title: flow.title,
    of: flow.of,
    span: flow.span,
    evaluate: (scene, source, target) => {
      const run = begin(scene, source, target);
      try {
        if (holds !== undefined && holds(run.frame) !== true) return undefined;
        const found = rules.find(({ when }) => when(run.frame) === true);
        if (found === undefined) return undefined;
        const writeBack = found.build?.(run);
        const [problem] = run.said;
        if (problem !== undefined)
          return { rule: found.rule.name, writeBack: undefined, action: undefined, said: problem, last: false };
        return {
          rule: found.rule.name,
          writeBack,
          action: found.rule.action,
          said: found.speak?.(run.frame),
          last: found.rule.last,
        };
      } catch (fault) {
        if (!(fault instanceof EvaluationFault)) throw fault;
        return { rule: "", writeBack: undefined, action: undefined, said: saidOfFault(fault), last: false };
      }
    },
  };
}
