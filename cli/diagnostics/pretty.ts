import type { Diagnostic } from "../../engine/source/diagnostic.ts";
import { lineText, positionAt } from "../../engine/source/line-index.ts";
import type { Span } from "../../engine/source/span.ts";
import type { Colours } from "../terminal.ts";

/** Longer lines are cut to a window around the place. */
const WIDEST_LINE = 140;

/** `file:line:column`, the sentence, the line with the place underlined, and what would be right. */
export function prettyDiagnostic(diagnostic: Diagnostic, colours: Colours): string {
  const { bold, cyan, dim } = colours;
  const { severity, code, message, span, hints, related } = diagnostic;
  const colour = { error: colours.red, warning: colours.yellow, note: colours.blue }[severity];
  return [
    `${cyan(placeOf(span))} ${colour(severity)} ${bold(message)} ${dim(`[${code}]`)}`,
    ...excerpt(span, colours, colour),
    ...hints.map((hint) => `    ${colours.green("→")} ${hint}`),
    ...related.flatMap((other) => [`    ${dim(`${other.label}: ${placeOf(other.span)}`)}`]),
  ].join("\n");
}

/** `mappings/a/b.yaml:12:3` */
export function placeOf(span: Span): string {
  const { line, column } = positionAt(span.source, span.start);
  return `${span.source.path}:${line}:${column}`;
}

function excerpt(span: Span, { dim }: Colours, colour: (text: string) => string): readonly string[] {
  const { line, column } = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  const whole = lineText(span.source, line);
  if (whole.trim() === "") return [];
  const from = column > WIDEST_LINE - 40 ? column - 1 - 40 : 0;
  const shown = whole.slice(from, from + WIDEST_LINE).replaceAll("\t", " ");
  const length = Math.max(1, (end.line === line ? end.column : whole.length + 1) - column);
  const gutter = String(line).padStart(5);
  const underline = colour("^".repeat(Math.max(1, Math.min(length, shown.length - (column - 1 - from)))));
  return [`${dim(`${gutter} |`)} ${shown}`, `${dim("      |")} ${" ".repeat(column - 1 - from)}${underline}`];
}
