import { EvaluationFault } from "../language/types/fault.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT } from "../mapping/tree/slots.ts";
import type { TypedFollow } from "../mapping/tree/typed-flow.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import { compileFields } from "./compile-fields.ts";
import type { CompiledFollow, Scene } from "./compiled.ts";
import { type EvaluationState, evaluationOver } from "./evaluation-state.ts";
import { byTrace, type FlowOptions } from "./flow-options.ts";
import { compileSaying, saidOfFault } from "./say.ts";

/** Compiles a follow: the first rule that holds of a document and its counterpart. */
export function compileFollow(flow: TypedFollow, options: FlowOptions): CompiledFollow {
  const holds = flow.while === undefined ? undefined : compileBranching(flow.while);
  const rules = flow.rules.map((rule) => ({
    rule,
    when: compileBranching(rule.when),
    build: rule.writeBack === undefined ? undefined : compileWriteBack(flow, rule.writeBack, options),
    speak: rule.say === undefined ? undefined : compileSaying(rule.say, options.messages),
  }));
  const begin = (scene: Scene, source: RecordValue, target: RecordValue): EvaluationState => {
    const slots: Value[] = new Array(flow.root.slotCount).fill(undefined);
    slots[SETTINGS_SLOT] = scene.settings;
    slots[MEMO_SLOT] = undefined;
    slots[SOURCE_SLOT] = source;
    slots[flow.sourceSlot] = source;
    slots[flow.targetSlot] = target;
    return evaluationOver(slots, scene, options.traces(scene));
  };
  return {
    kind: "follow",
    name: flow.name,
    title: flow.title,
    of: flow.of,
    span: flow.span,
    evaluate: (scene, source, target) => {
      const state = begin(scene, source, target);
      try {
        if (holds !== undefined && holds(state.frame) !== true) return undefined;
        const found = rules.find(({ when }) => when(state.frame) === true);
        if (found === undefined) return undefined;
        const writeBack = found.build?.(scene)(state);
        const [problem] = state.said;
        if (problem !== undefined)
          return {
            rule: found.rule.name,
            writeBack: undefined,
            action: undefined,
            said: problem,
            last: false,
            lineage: [],
          };
        return {
          rule: found.rule.name,
          writeBack,
          action: found.rule.action,
          said: found.speak?.(state.frame),
          last: found.rule.last,
          lineage: state.lineage,
        };
      } catch (fault) {
        if (!(fault instanceof EvaluationFault)) throw fault;
        return {
          rule: "",
          writeBack: undefined,
          action: undefined,
          said: saidOfFault(fault),
          last: false,
          lineage: [],
        };
      }
    },
  };
}

function compileWriteBack(
  flow: TypedFollow,
  fields: NonNullable<TypedFollow["rules"][number]["writeBack"]>,
  options: FlowOptions,
) {
  const { messages, fellBack } = options;
  const sourceSide = options.title(flow.from.side);
  return byTrace(options, (trace) =>
    compileFields(fields, { kind: flow.from, messages, sourceSide, fellBack, trace, mode: "change" }),
  );
}
