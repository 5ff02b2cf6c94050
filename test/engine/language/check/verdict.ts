import { showType } from "../../../../engine/language/check/check.ts";
import { type CellOptions, cell } from "../fixture.ts";

/** What the check makes of a cell: its type, or each code with the place that it points at. */
export function verdict(text: string, options: CellOptions = {}): string {
  const { typed, diagnostics } = cell(text, options);
  if (diagnostics.length === 0) return showType(typed.type);
  return diagnostics.map(({ code, span }) => `${code} at ${text.slice(span.start, span.end)}`).join("; ");
}
