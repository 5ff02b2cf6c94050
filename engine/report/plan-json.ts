import type { Summed } from "../service/saved-plan/totals.ts";
import { placeOf } from "../source/place.ts";
import type { PlannedAction } from "../work/base/planned.ts";
import { jsonText } from "./json-text.ts";

/** The plans as one JSON document, in pieces: an action is written when it is found out, and not kept. */
export async function* plansJson(plans: AsyncIterable<Summed>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const { scope, findings, actions, flows, leftOut, totals } of plans) {
    yield `${before}  {\n    "scope": ${jsonText(scope)},\n    "findings": ${within(findings, 4)},\n    "actions": [`;
    let count = 0;
    for await (const action of actions) yield `${count++ === 0 ? "" : ","}\n      ${within(actionJson(action), 6)}`;
    const problems = flows().flatMap(({ flow, problem }) => (problem === undefined ? [] : [{ flow, problem }]));
    yield `${count === 0 ? "" : "\n    "}],\n    "problems": ${within(problems, 4)},\n    "leftOut": ${within(leftOut(), 4)},\n    "totals": ${within(totals(), 4)}\n  }`;
    before = ",\n";
  }
  yield before === ",\n" ? "\n]\n" : "[]\n";
}

function within(value: unknown, columns: number): string {
  return jsonText(value).replaceAll("\n", `\n${" ".repeat(columns)}`);
}

function actionJson({ said, lineage, sourceHash: _, ...action }: PlannedAction): object {
  return {
    ...action,
    messages: said.map(({ code, text, advice }) => ({ code, text, advice })),
    fields: lineage.map(({ path, value, sources, span }) => ({ path, value, sources, place: placeOf(span) })),
  };
}
