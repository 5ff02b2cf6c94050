import { forLine, forSentence } from "../value/cleaned.ts";
import type { LeftOut } from "../work/base/left-out.ts";
import { plural } from "./plural.ts";
import type { Colours } from "./screen.ts";

/** What was asked for and is not carried, one line a record; of what had been carried before, the number. */
export function leftOutText(leftOut: readonly LeftOut[], colours: Colours): readonly string[] {
  const done = leftOut.filter(({ code }) => code === "done").length;
  return [
    ...(done === 0 ? [] : [colours.dim(`  ${plural(done, "record")} of the plan had been carried before`)]),
    ...leftOut
      .filter(({ code }) => code !== "done")
      .map(({ flow, text }) => colours.yellow(`  left out, ${forLine(flow)}: ${forSentence(text)}`)),
  ];
}
