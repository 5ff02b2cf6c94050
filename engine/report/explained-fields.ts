import type { Explanation } from "../review/explain.ts";
import { positionAt } from "../source/line-index.ts";
import { forLine } from "../value/cleaned.ts";
import { displayWidth, padded } from "./display-width.ts";
import type { Screen } from "./screen.ts";
import { shownValue } from "./shown-value.ts";
import { readableWidth, wrapped } from "./wrapped.ts";

type Field = Explanation["fields"][number];

const WIDEST_VALUE = 40;

/**
 * Each target field with its value and the place of the rule that made it, below it the values it was made from. The
 * fields of one part of the target, such as an address or a row, stand together under its name.
 */
export function fieldLines(fields: readonly Field[], { colours, width }: Screen): readonly string[] {
  const { bold, dim, yellow } = colours;
  const folder = commonFolder(fields);
  const nameWidth = Math.max(0, ...fields.map(({ path }) => indentOf(path) + displayWidth(nameOf(path)))) + 2;
  const valueWidth =
    Math.min(WIDEST_VALUE, Math.max(0, ...fields.map(({ value }) => displayWidth(shownValue(value))))) + 2;
  const lines = folder === "" ? [] : [dim(`The rules stand in ${forLine(folder)}`), ""];
  let part = "";
  for (const field of fields) {
    if (partOf(field.path) !== part) {
      part = partOf(field.path);
      if (part !== "") lines.push(bold(forLine(part)));
    }
    const name = `${" ".repeat(indentOf(field.path))}${nameOf(field.path)}`;
    const place = dim(placeBelow(folder, field));
    lines.push(`${padded(name, nameWidth)}${padded(shownValue(field.value), valueWidth - 2)}  ${place}`);
    const indent = `${" ".repeat(nameWidth)}     `;
    const from = wrapped(sourcesOf(field), readableWidth(width), indent, `${" ".repeat(nameWidth)}  <- `);
    lines.push(...from.map(dim));
    if ("today" in field) lines.push(yellow(`${" ".repeat(nameWidth)}  today: ${shownValue(field.today)}`));
  }
  return lines;
}

/** A value that came over as it was is not shown twice. */
function sourcesOf({ value, sources }: Field): string {
  const shown = shownValue(value);
  return sources
    .map(({ path, value: from }) => (shownValue(from) === shown ? path : `${path} = ${shownValue(from)}`))
    .join(", ");
}

function placeBelow(folder: string, { span }: Field): string {
  const { line, column } = positionAt(span.source, span.start);
  return `${forLine(span.source.path.slice(folder.length))}:${line}:${column}`;
}

function commonFolder(fields: readonly Field[]): string {
  const folders = new Set(fields.map(({ span: { source } }) => source.path.slice(0, source.path.lastIndexOf("/") + 1)));
  const [folder = ""] = folders;
  return folders.size === 1 ? folder : "";
}

/** `invoiceRows.1.product` belongs to `invoiceRows.1`, `date` to no part. */
function partOf(path: string): string {
  return /^[^.]+(?:\.\d+)*(?=\.)/.exec(path)?.[0] ?? "";
}

function nameOf(path: string): string {
  const part = partOf(path);
  return forLine(part === "" ? path : path.slice(part.length + 1));
}

function indentOf(path: string): number {
  return partOf(path) === "" ? 0 : 2;
}
