import type { YamlNode } from "../../source/yaml-tree.ts";
import type { RecordState } from "../../store/store.ts";
import { type Miss, miss, shownNode } from "./miss.ts";
import type { CaseOutcome } from "./run-case.ts";
import { stepName } from "./written.ts";

/** The flow did not run at all: nothing else that is expected of it needs to be said. */
export function troubleOf(node: YamlNode, { report }: CaseOutcome): Miss | undefined {
  if (report.kind === "not-active")
    return miss(node, "the settings of the test", "complete", report.findings.map(({ text }) => text).join(" "));
  const problem = report.kind === "done" ? report.flows.find((flow) => flow.problem !== undefined)?.problem : undefined;
  return problem === undefined ? undefined : miss(node, "the flow", "to end well", problem);
}

export function codeMisses(
  node: YamlNode,
  state: "refused" | "skipped" | "waiting",
  outcome: CaseOutcome,
): readonly Miss[] {
  const found = outcome.states.find((one) => one.state === state);
  const wanted = node.kind === "scalar" ? node.text : "";
  const isPassedOver =
    state === "skipped" && outcome.written.length === 0 && !outcome.states.some((one) => one.state === "refused");
  if (wanted === "true")
    return found !== undefined || isPassedOver ? [] : [miss(node, "the record", state, whatBecame(outcome))];
  if (found?.code === wanted) return [];
  return [miss(node, "the record", `${state} with ${wanted}`, whatBecame(outcome))];
}

/** `null` in the column of a state: the record has not come to that one. */
export function unexpectedState(node: YamlNode, state: "refused" | "skipped" | "waiting", outcome: CaseOutcome) {
  if (state === "refused") return unexpectedRefusal(node, outcome);
  const found = outcome.states.find((one) => one.state === state);
  return found === undefined ? [] : [miss(node, "the record", `not ${state}`, whatBecame(outcome))];
}

export function unexpectedRefusal(node: YamlNode, { states }: CaseOutcome): readonly Miss[] {
  const refused = states.find(({ state }) => state === "refused");
  return refused === undefined
    ? []
    : [miss(node, "the record", "not refused", `refused (${refused.code}): ${refused.message}`)];
}

/** A field that is not there because the record was refused: say the refusal rather than the absence. */
export function unexpectedOr(misses: readonly Miss[], node: YamlNode, outcome: CaseOutcome): readonly Miss[] {
  const refusal = unexpectedRefusal(node, outcome);
  return refusal.length > 0 ? refusal : misses;
}

function whatBecame(outcome: CaseOutcome): string {
  const [state] = outcome.states;
  if (state === undefined)
    return outcome.written.length === 0 ? "passed over" : outcome.written.map(stepName).join(", ");
  return state.code === undefined ? state.state : `${state.state} with ${state.code}: ${state.message}`;
}

export function textMisses(node: YamlNode, what: string, found: string | undefined): readonly Miss[] {
  return node.kind === "scalar" && node.text === found ? [] : [miss(node, what, shownNode(node), found ?? "none")];
}

/** What is said of the record; a follow that moves it says so in the log alone. */
export function saidIn({ states, log, flow }: CaseOutcome): Pick<RecordState, "message" | "advice"> | undefined {
  const [state] = states;
  if (state !== undefined || flow.kind !== "follow") return state;
  return log.findLast((entry) => entry.flow === flow.name && entry.level === "warning");
}
