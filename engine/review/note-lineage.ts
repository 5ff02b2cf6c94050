import type { CompiledFlow, CompiledFollow, CompiledRegister, CompiledTransfer, Lineage } from "../compile/compiled.ts";
import type { Span } from "../source/span.ts";

/** Where the notes of a flow's evaluations go, those of repeated evaluations included. */
export interface Notes {
  readonly lineage: (made: readonly Lineage[]) => void;
  /** The branches of conditional chains and matches that were taken. */
  readonly branch?: (span: Span) => void;
}

/** The flow itself, with a note of everything it makes. */
export function notingLineage<Flow extends CompiledFlow>(flow: Flow, notes: Notes): Flow {
  const { branch } = notes;
  const more = { trace: true, ...(branch === undefined ? {} : { noteBranch: branch }) };
  return noting(flow, notes.lineage, more) as Flow;
}

/** What a scene has besides while its evaluations are noted. */
interface More {
  readonly trace: boolean;
  readonly noteBranch?: (span: Span) => void;
}

function noting(flow: CompiledFlow, note: Notes["lineage"], more: More): CompiledFlow {
  if (flow.kind === "transfer") return notingTransfer(flow, note, more);
  return flow.kind === "register" ? notingRegister(flow, note, more) : notingFollow(flow, note, more);
}

function notingTransfer(flow: CompiledTransfer, note: Notes["lineage"], more: More): CompiledTransfer {
  const { onError } = flow;
  return {
    ...flow,
    evaluate: (scene, record) => {
      const evaluations = flow.evaluate({ ...scene, ...more }, record);
      for (const evaluation of evaluations) if (evaluation.kind === "ready") note(evaluation.lineage);
      return evaluations;
    },
    evaluateStep: (scene, ...input) => {
      const evaluations = flow.evaluateStep({ ...scene, ...more }, ...input);
      for (const evaluation of evaluations) if ("lineage" in evaluation) note(evaluation.lineage);
      return evaluations;
    },
    onError: onError === undefined ? undefined : (scene, ...input) => onError({ ...scene, ...more }, ...input),
  };
}

function notingRegister(flow: CompiledRegister, note: Notes["lineage"], more: More): CompiledRegister {
  return {
    ...flow,
    evaluate: (scene, record) => {
      const evaluation = flow.evaluate({ ...scene, ...more }, record);
      if (evaluation.kind !== "ready") return evaluation;
      const noted = <Made extends object>(made: Made): Made => {
        if ("lineage" in made) note(made.lineage as readonly Lineage[]);
        return made;
      };
      return { ...evaluation, create: () => noted(evaluation.create()), update: () => noted(evaluation.update()) };
    },
  };
}

function notingFollow(flow: CompiledFollow, note: Notes["lineage"], more: More): CompiledFollow {
  return {
    ...flow,
    evaluate: (scene, ...input) => {
      const rule = flow.evaluate({ ...scene, ...more }, ...input);
      if (rule !== undefined) note(rule.lineage);
      return rule;
    },
  };
}
