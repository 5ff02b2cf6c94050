import { forLine, forSentence } from "../value/cleaned.ts";
import type { LeftOut } from "../work/base/left-out.ts";
import type { Colours } from "./screen.ts";

/** What was asked for and is not carried, one line a record. */
export function leftOutText(leftOut: readonly LeftOut[], colours: Colours): readonly string[] {
  return leftOut.map(({ flow, text }) => colours.yellow(`  left out, ${forLine(flow)}: ${forSentence(text)}`));
}
