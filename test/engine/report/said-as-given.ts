import { hintSentences } from "../../../engine/report/sentences/hints.ts";
import { yamlProblems } from "../../../engine/report/sentences/yaml-problems.ts";
import type { Hint } from "../../../engine/source/hints.ts";
import type { YamlProblem } from "../../../engine/source/yaml-problem.ts";

interface Given {
  readonly text: string;
}

Object.assign(yamlProblems, { "as given": ({ text }: Given) => text });
Object.assign(hintSentences, { "as given": ({ text }: Given) => text });

/** A problem of which just this is said, whatever it is. */
export function problemSaid(text: string): YamlProblem {
  return { problem: "as given", text } as object as YamlProblem;
}

/** A hint that says just this. */
export function hintSaid(text: string): Hint {
  return { hint: "as given", text } as object as Hint;
}
