import type { CompiledFlow, CompiledRegister, CompiledTransfer, Lineage } from "../compile/compiled.ts";

/** The flow itself, with a note of the lineage of everything it makes, evaluations that are repeated included. */
export function notingLineage(flow: CompiledFlow, note: (lineage: readonly Lineage[]) => void): CompiledFlow {
  if (flow.kind === "transfer") return notingTransfer(flow, note);
  return flow.kind === "register" ? notingRegister(flow, note) : flow;
}

function notingTransfer(flow: CompiledTransfer, note: (lineage: readonly Lineage[]) => void): CompiledTransfer {
  return {
    ...flow,
    evaluate: (scene, record) => {
      const evaluations = flow.evaluate({ ...scene, trace: true }, record);
      for (const evaluation of evaluations) if (evaluation.kind === "ready") note(evaluation.lineage);
      return evaluations;
    },
    evaluateStep: (scene, ...input) => {
      const evaluations = flow.evaluateStep({ ...scene, trace: true }, ...input);
      for (const evaluation of evaluations) if ("lineage" in evaluation) note(evaluation.lineage);
      return evaluations;
    },
  };
}

function notingRegister(flow: CompiledRegister, note: (lineage: readonly Lineage[]) => void): CompiledRegister {
  return {
    ...flow,
    evaluate: (scene, record) => {
      const evaluation = flow.evaluate({ ...scene, trace: true }, record);
      if (evaluation.kind !== "ready") return evaluation;
      const noted = <Made extends object>(made: Made): Made => {
        if ("lineage" in made) note(made.lineage as readonly Lineage[]);
        return made;
      };
      return { ...evaluation, create: () => noted(evaluation.create()), update: () => noted(evaluation.update()) };
    },
  };
}
