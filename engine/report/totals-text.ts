import type { Total } from "../service/saved-plan/totals.ts";
import { forLine } from "../value/cleaned.ts";
import type { Colours } from "./screen.ts";
import { table } from "./table.ts";

/** What the documents to be made come to, one line for each flow, currency and rate. */
export function totalsText(totals: readonly Total[], colours: Colours): readonly string[] {
  if (totals.length === 0) return [];
  const rows = totals.map(({ flow, currency, rate, amount, documents }) =>
    [flow, `${amount} ${currency}`.trim(), rate === undefined ? "·" : `${rate} %`, String(documents)].map(forLine),
  );
  return table(["to be made", "rows come to", "VAT rate", "documents"], rows, { style: colours.dim }).map(
    (line) => `  ${line}`,
  );
}
