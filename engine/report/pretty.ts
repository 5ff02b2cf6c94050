import type { Diagnostic, Severity } from "../source/diagnostic.ts";
import { lineText, positionAt } from "../source/line-index.ts";
import type { Span } from "../source/span.ts";
import { forColumns, forLine } from "../value/cleaned.ts";
import { graphemeWidth, segments } from "./display-width.ts";
import { hintsOf, messageOf } from "./message-of.ts";

export interface PrettyOptions {
  /** ANSI colours; for terminals only. */
  readonly colour: boolean;
  /** Terminal columns; longer source lines are shown around the fault. */
  readonly width: number;
}

const TAB = 4;
const NARROWEST = 40;
const COLOURS: Readonly<Record<Severity | "frame", string>> = { error: "31", warning: "33", note: "36", frame: "34" };

/** Each fault with its source lines, carets under exactly its characters, related places and hints; then a line that counts. */
export function renderPretty(diagnostics: readonly Diagnostic[], options: PrettyOptions): string {
  if (diagnostics.length === 0) return "";
  return `${diagnostics.map((diagnostic) => renderOne(diagnostic, options)).join("\n\n")}\n\n${count(diagnostics)}\n`;
}

function renderOne(diagnostic: Diagnostic, options: PrettyOptions): string {
  const { severity, code, span, related } = diagnostic;
  const hints = hintsOf(diagnostic);
  const places = [span, ...related.map((each) => each.span)];
  const gutter = Math.max(...places.map((place) => String(lastLine(place)).length));
  const paint = painter(options.colour);
  const bar = `${" ".repeat(gutter)} ${paint("frame", "|")}`;
  return [
    `${paint(severity, `${severity}[${code}]`)}: ${forLine(messageOf(diagnostic))}`,
    ...renderPlace(span, "-->", "", severity, gutter, options),
    ...related.flatMap((each) => renderPlace(each.span, ":::", each.label, "frame", gutter, options)),
    ...(hints.length > 0 ? [bar] : []),
    ...hints.map((hint) => `${" ".repeat(gutter)} ${paint("frame", "=")} help: ${forLine(hint)}`),
  ].join("\n");
}

/** The arrow with path, line and column, and the lines of the place; of a place over many lines the first and the last. */
function renderPlace(
  span: Span,
  arrow: string,
  label: string,
  ink: Severity | "frame",
  gutter: number,
  options: PrettyOptions,
): readonly string[] {
  const paint = painter(options.colour);
  const start = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  const last = lastLine(span);
  const bar = paint("frame", "|");
  const lines = [
    `${" ".repeat(gutter)}${paint("frame", arrow)} ${forLine(span.source.path)}:${start.line}:${start.column}`,
    `${" ".repeat(gutter)} ${bar}`,
  ];
  for (const line of new Set([start.line, last])) {
    if (line === last && last - start.line > 1) lines.push(paint("frame", "..."));
    const text = lineText(span.source, line);
    const from = line === start.line ? start.column - 1 : text.length - text.trimStart().length;
    const to = line === end.line ? end.column - 1 : text.length;
    const view = lay(text, from, Math.max(to, from), Math.max(options.width - gutter - 3, NARROWEST));
    const carets = paint(
      ink,
      `${(ink === "frame" ? "-" : "^").repeat(view.length)}${line === last && label !== "" ? ` ${forLine(label)}` : ""}`,
    );
    lines.push(`${paint("frame", String(line).padStart(gutter))} ${bar} ${view.text}`.trimEnd());
    lines.push(`${" ".repeat(gutter)} ${bar} ${" ".repeat(view.start)}${carets}`);
  }
  return lines;
}

/** A span that ends behind a line break ends on the line before it. */
function lastLine(span: Span): number {
  const end = positionAt(span.source, span.end);
  return end.column === 1 && span.end > span.start ? end.line - 1 : end.line;
}

interface Laid {
  readonly text: string;
  /** Columns before the first caret. */
  readonly start: number;
  /** Carets, at least one. */
  readonly length: number;
}

/** Characters around a place that are looked at, more than any terminal shows. */
const FAR = 2000;

/** The line as a terminal shows it, cut to `width` columns around the stretch, with the columns of that stretch. */
function lay(whole: string, place: number, upTo: number, width: number): Laid {
  // Of a very long line what is far from the stretch is not looked at.
  const skipped = Math.max(0, place - FAR);
  const line = whole.length <= 2 * FAR ? whole : whole.slice(skipped, place + FAR);
  const [from, to] = line === whole ? [place, upTo] : [place - skipped, Math.min(upTo - skipped, line.length)];
  const cells: { readonly text: string; readonly column: number; readonly width: number }[] = [];
  let column = 0;
  let first: number | undefined;
  let behind = 0;
  for (const { segment, index } of segments(line)) {
    const tab = segment === "\t";
    const size = tab ? TAB - (column % TAB) : graphemeWidth(segment);
    if (index + segment.length > from) first ??= column;
    if (index < to) behind = column + size;
    cells.push({ text: tab ? " ".repeat(size) : size === 0 ? "" : segment, column, width: size });
    column += size;
  }
  const start = first ?? column;
  const length = Math.max(behind - start, 1);
  if (column <= width) return { text: forColumns(cells.map((cell) => cell.text).join("")), start, length };
  return cutAround(cells, start, length, column, width);
}

function cutAround(
  cells: readonly { readonly text: string; readonly column: number; readonly width: number }[],
  start: number,
  length: number,
  total: number,
  width: number,
): Laid {
  const room = width - 2;
  const shownLength = Math.min(length, room);
  const wanted = start - Math.floor((room - shownLength) / 2);
  const left = Math.max(Math.min(wanted, total - room), 0);
  const kept = cells.filter((cell) => cell.column >= left && cell.column + cell.width <= left + room);
  const firstColumn = kept[0]?.column ?? left;
  const before = left > 0 ? "…" : "";
  const after = left + room < total ? "…" : "";
  const startShown = start - firstColumn + before.length;
  return {
    text: before + forColumns(kept.map((cell) => cell.text).join("")) + after,
    start: startShown,
    length: Math.max(Math.min(length, left + room - start), 1),
  };
}

function painter(colour: boolean): (ink: Severity | "frame", text: string) => string {
  return colour ? (ink, text) => `\u001b[1;${COLOURS[ink]}m${text}\u001b[0m` : (_, text) => text;
}

function count(diagnostics: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const number = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}${number === 1 ? "" : "s"}`];
  });
  return parts.join(", ");
}
