import type { Report } from "../source/diagnostic.ts";
import { nearest } from "../source/nearest.ts";
import type { Span } from "../source/span.ts";
import type { YamlNode, YamlScalar } from "../source/yaml-tree.ts";

/** What the reader of one map knows: which keys were asked for, so that the others can be reported as unknown. */
export interface Fields {
  readonly where: string;
  readonly span: Span;
  readonly report: Report;
  take(key: string): YamlNode | undefined;
  /** As `take`; its absence is reported. */
  need(key: string): YamlNode | undefined;
  /** Keys as written, with what follows them. */
  readonly entries: readonly { readonly key: string; readonly span: Span; readonly value: YamlNode }[];
  /** Reports the keys that nobody asked for. */
  end(): void;
}

export function fieldsOf(node: YamlNode | undefined, where: string, report: Report): Fields | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "map") return refuse(node, where, "a map of keys", report);
  const entries = node.entries.map((entry) => ({ key: entry.key.text, span: entry.key.span, value: entry.value }));
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const asked = new Set<string>();
  const take = (key: string) => {
    asked.add(key);
    return byKey.get(key)?.value;
  };
  return {
    where,
    span: node.span,
    report,
    entries,
    take,
    need(key) {
      const value = take(key);
      if (value === undefined) report("connector-key-missing", node.span, { key, where });
      return value;
    },
    end() {
      for (const { key, span } of entries) {
        if (!asked.has(key)) report("connector-key-unknown", span, { key, where, nearest: nearest(key, asked) });
      }
    },
  };
}

function refuse(node: YamlNode, what: string, expected: string, report: Report): undefined {
  const found = node.kind === "scalar" ? `"${node.text}"` : `a ${node.kind}`;
  report("connector-value", node.span, { what, expected, found });
  return undefined;
}

function scalar(node: YamlNode | undefined, what: string, expected: string, report: Report): YamlScalar | undefined {
  if (node === undefined) return undefined;
  return node.kind === "scalar" ? node : refuse(node, what, expected, report);
}

export function readText(node: YamlNode | undefined, what: string, report: Report): string | undefined {
  return scalar(node, what, "a text", report)?.text;
}

export function readWord<W extends string>(
  node: YamlNode | undefined,
  what: string,
  words: readonly W[],
  report: Report,
): W | undefined {
  const found = scalar(node, what, `one of ${words.join(", ")}`, report);
  if (found === undefined) return undefined;
  const word = words.find((each) => each === found.text);
  return word ?? refuse(found, what, `one of ${words.join(", ")}`, report);
}

export function readBool(node: YamlNode | undefined, what: string, report: Report): boolean | undefined {
  const found = scalar(node, what, "true or false", report);
  if (found === undefined) return undefined;
  return typeof found.value === "boolean" ? found.value : refuse(found, what, "true or false", report);
}

export function readCount(node: YamlNode | undefined, what: string, report: Report): number | undefined {
  const found = scalar(node, what, "a whole number", report);
  if (found === undefined) return undefined;
  return Number.isSafeInteger(found.value) ? Number(found.value) : refuse(found, what, "a whole number", report);
}

const UNITS = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** `60 seconds`, `1 minute`; in milliseconds. */
export function readDuration(node: YamlNode | undefined, what: string, report: Report): number | undefined {
  const expected = "a time such as 60 seconds or 2 minutes";
  const found = scalar(node, what, expected, report);
  if (found === undefined) return undefined;
  const parts = /^(\d{1,6}) (millisecond|second|minute|hour|day)s?$/.exec(found.text.trim());
  if (parts === null) return refuse(found, what, expected, report);
  return Number(parts[1]) * UNITS[parts[2] as keyof typeof UNITS];
}

/** `10000000 bytes`. */
export function readBytes(node: YamlNode | undefined, what: string, report: Report): number | undefined {
  const found = scalar(node, what, "a size such as 10000000 bytes", report);
  if (found === undefined) return undefined;
  const parts = /^(\d{1,12}) bytes$/.exec(found.text.trim());
  return parts === null ? refuse(found, what, "a size such as 10000000 bytes", report) : Number(parts[1]);
}

/** A list, or one value standing for a list of one. */
export function readList(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined) return [];
  return node.kind === "list" ? node.items : [node];
}

export function readTexts(node: YamlNode | undefined, what: string, report: Report): readonly string[] {
  return readList(node).flatMap((item) => readText(item, what, report) ?? []);
}

export function readPairs(
  node: YamlNode | undefined,
  what: string,
  report: Report,
): readonly { readonly name: string; readonly value: string }[] {
  const fields = fieldsOf(node, what, report);
  return (fields?.entries ?? []).flatMap(({ key, value }) => {
    const text = readText(value, `${what}.${key}`, report);
    return text === undefined ? [] : [{ name: key, value: text }];
  });
}

/** Text, number or bool as YAML gives it. */
export function readConstant(node: YamlNode, what: string, report: Report): string | number | boolean | undefined {
  const found = scalar(node, what, "a text, number or bool", report);
  return found === undefined || found.value === null ? undefined : found.value;
}
