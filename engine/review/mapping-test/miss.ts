import { spanOfNode } from "../../mapping/context/keys.ts";
import type { Span } from "../../source/span.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import { isDecimal } from "../../value/decimal.ts";
import { stringifyJson } from "../../value/json.ts";
import { Secret } from "../../value/secret.ts";
import { FileValue, Money, type Value } from "../../value/value.ts";

/** One expectation that did not hold. */
export interface Miss {
  readonly span: Span;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** The line of the mapping that made what was found. */
  readonly madeBy: Span | undefined;
}

export function miss(node: YamlNode, what: string, expected: string, found: string): Miss {
  return { span: spanOfNode(node), what, expected, found, madeBy: undefined };
}

const LONGEST = 200;

export function shownNode(node: YamlNode): string {
  if (node.kind === "scalar") return node.value === null && node.style === "plain" ? "not set" : node.text;
  return cut(node.span.source.text.slice(node.span.start, node.span.end).replace(/\s+/g, " ").trim());
}

export function shown(value: Value): string {
  if (value === undefined || value === null) return "not set";
  if (value instanceof Money) return `${stringifyJson(value.amount)} ${value.currency ?? ""}`.trim();
  if (value instanceof FileValue) return value.name;
  if (value instanceof Secret) return String(value);
  if (typeof value === "string") return value === "" ? '""' : value;
  return cut(
    JSON.stringify(value, (_key, part: unknown) =>
      isDecimal(part as Value) ? Number(stringifyJson(part as Value)) : part,
    ) ?? "",
  );
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
