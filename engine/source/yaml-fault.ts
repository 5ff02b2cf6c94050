import type { YAMLParseError } from "yaml";
import { lineText, positionAt } from "./line-index.ts";
import type { SourceText, Span } from "./span.ts";
import type { YamlProblem } from "./yaml-problem.ts";

export interface ExplainedFault {
  readonly span: Span;
  readonly facts: YamlProblem;
}

interface Found {
  readonly source: SourceText;
  readonly code: YAMLParseError["code"];
  /** The parser's own words, to tell apart faults that share a code. */
  readonly words: string;
  readonly start: number;
  readonly end: number;
  /** The line of the fault, split into what stands before its value and the value; both empty for a line without a key. */
  readonly line: string;
  readonly lineStart: number;
  readonly before: string;
  readonly value: string;
}

type Explain = (found: Found) => { readonly facts: YamlProblem; readonly at?: readonly [number, number] } | undefined;

/** A YAML syntax fault as somebody sees it who writes rules, with what the fix needs where the line gives it away. */
export function explainYamlFault(source: SourceText, fault: YAMLParseError): ExplainedFault {
  const found = find(source, fault);
  for (const explain of EXPLAINERS) {
    const explained = explain(found);
    if (explained === undefined) continue;
    const [start, end] = explained.at ?? [found.start, found.end];
    return { span: { source, start, end: Math.max(start, end) }, facts: explained.facts };
  }
  return { span: { source, start: found.start, end: found.end }, facts: { problem: "unread", words: found.words } };
}

/** What stands before a value: the dashes of a list, the key, its colon. */
const KEY = /^(?:\s|- )*(?:"[^"]*"|'[^']*'|(?!- )[^\s"'{}[\]#:][^:]*):\s+/;
/** The same where what follows the dashes is no key by itself. */
const DASHED = /^\s*- [^:]*:\s+/;

function find(source: SourceText, fault: YAMLParseError): Found {
  const start = Math.min(fault.pos[0], source.text.length);
  const position = positionAt(source, start);
  const line = lineText(source, position.line);
  const lineStart = start - position.column + 1;
  const before = (KEY.exec(line) ?? DASHED.exec(line))?.[0] ?? "";
  const isOneLine = !/[\u2028\u2029]/.test(line.slice(before.length));
  const lineEnd = lineStart + line.length;
  const end = Math.max(Math.min(fault.pos[1], lineEnd), Math.min(start + 1, source.text.length));
  return {
    source,
    code: fault.code,
    words: fault.message,
    start,
    end,
    line,
    lineStart,
    before: isOneLine ? before : "",
    value: before !== "" && isOneLine ? line.slice(before.length).trimEnd() : "",
  };
}

function stretchOf(found: Found, text: string): readonly [number, number] {
  const start = found.lineStart + found.before.length + found.value.indexOf(text);
  return [start, start + text.length];
}

const tabs: Explain = ({ code }) => (code === "TAB_AS_INDENT" ? { facts: { problem: "tab-in-indent" } } : undefined);

const unclosedQuote: Explain = ({ source, words, start }) => {
  const quote = /Missing closing (["'])/.exec(words)?.[1];
  if (quote === undefined) return undefined;
  let open = source.text.lastIndexOf(quote, start);
  while (open > 0 && quote === '"' && source.text[open - 1] === "\\") open = source.text.lastIndexOf(quote, open - 1);
  const at = Math.max(open, 0);
  return { facts: { problem: "quote-open", quote }, at: [at, at + 1] };
};

const badEscape: Explain = ({ code, source, start }) => {
  if (code !== "BAD_DQ_ESCAPE") return undefined;
  const written = source.text.slice(start, start + 2);
  return { facts: { problem: "escape-unknown", escape: written }, at: [start, start + 2] };
};

/** `"Invoice " + number`: YAML ends a value at its closing quote. */
const goesOnAfterQuote: Explain = (found) => {
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(\S[\s\S]*)/.exec(found.value);
  if (quoted === null || found.start < found.lineStart + found.before.length || quoted[2]?.startsWith("#"))
    return undefined;
  const [, text = "", rest = ""] = quoted;
  const at = [
    found.lineStart + found.line.trimEnd().length - rest.length,
    found.lineStart + found.line.trimEnd().length,
  ] as const;
  if (rest.startsWith(":")) return undefined;
  const joined = /^\+\s*([\w.]+)$/.exec(rest);
  const template = joined === null ? undefined : `"${text.slice(1, -1)}{${joined[1]}}"`;
  return { facts: { problem: "behind-quote", rest, key: found.before.trim(), template }, at };
};

const dashOnKeyLine: Explain = (found) => {
  if (!/^- /.test(found.value)) return undefined;
  return { facts: { problem: "list-on-key-line", item: found.value.slice(2).trim() }, at: stretchOf(found, "-") };
};

const blockMark: Explain = (found) => {
  const mark = /^([|>])[-+\d]*\s*([^\s#][\s\S]*)/.exec(found.value);
  if (mark === null) return undefined;
  const [, sign = "", rest = ""] = mark;
  return { facts: { problem: "behind-block-mark", sign, rest }, at: stretchOf(found, rest) };
};

const badStart: Explain = (found) => {
  if (found.code !== "BAD_SCALAR_START") return undefined;
  const sign = found.source.text.charAt(found.start);
  const rest = found.source.text.slice(found.start + 1, found.lineStart + found.line.length);
  const date = /^\d{4}-\d{2}-\d{2}/.exec(rest)?.[0];
  return { facts: { problem: "value-start", sign, date }, at: [found.start, found.start + 1] };
};

/** `a ? "x" : "y"`: YAML takes the colon for the end of a key. */
const questionMark: Explain = (found) => {
  if (found.code !== "BLOCK_AS_IMPLICIT_KEY" && found.code !== "BLOCK_IN_FLOW") return undefined;
  const inner =
    found.code === "BLOCK_IN_FLOW" ? found.source.text.slice(found.start, found.end).trimEnd() : found.value;
  const [condition, choice] = splitAt(/\s\?\s/, inner);
  const [yes, no] = splitAt(/\s:\s/, choice);
  if (condition === "" || yes === "" || no === "") return undefined;
  const rule = `${yes} if ${condition} else ${no}`;
  const at =
    found.code === "BLOCK_IN_FLOW"
      ? ([found.start, found.start + inner.length] as const)
      : stretchOf(found, found.value);
  return { facts: { problem: "question-mark", rule }, at };
};

/** What stands before and behind a sign, without the blanks around it; both empty where it does not stand. */
function splitAt(sign: RegExp, text: string): readonly [string, string] {
  const found = sign.exec(text);
  if (found === null) return ["", ""];
  return [text.slice(0, found.index).trimEnd(), text.slice(found.index + found[0].length).trimStart()];
}

const deeperThanItsKey: Explain = (found) => {
  if (found.code !== "BLOCK_AS_IMPLICIT_KEY" || /:(?:\s|$)/.test(found.value)) return undefined;
  const after = found.lineStart + found.line.length;
  const next = /^(?:[ \t]*\r?\n)*[ \t]*([^\s][^\r\n]*)/.exec(found.source.text.slice(after));
  if (next === null) return undefined;
  const [whole, text = ""] = next;
  const start = after + whole.length - text.length;
  const above = (found.before || found.line).trim().replace(/^(?:- )+/, "");
  return { facts: { problem: "deeper-than-key", above }, at: [start, start + text.length] };
};

const colonTwice: Explain = (found) => {
  if (found.code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  return {
    facts: { problem: "colon-twice", inMatch: /\bmatch\b/.test(found.value) },
    at: stretchOf(found, found.value),
  };
};

const bracketInFlow: Explain = ({ words }) => {
  const sign = words.includes("flow-seq-start at node end")
    ? "["
    : words.includes("flow-map-start at node end")
      ? "{"
      : undefined;
  return sign === undefined ? undefined : { facts: { problem: "bracket-in-flow", sign } };
};

const unclosedBracket: Explain = ({ words }) => {
  const kind = /^Flow (map|sequence) in block collection/.exec(words)?.[1];
  if (kind === undefined) return undefined;
  return {
    facts: { problem: "bracket-open", ...(kind === "map" ? { open: "{", close: "}" } : { open: "[", close: "]" }) },
  };
};

const closesNothing: Explain = ({ source, start, words }) => {
  if (!/^Unexpected flow-(?:map|seq)-end/.test(words)) return undefined;
  return { facts: { problem: "closes-nothing", sign: source.text.charAt(start) } };
};

const wrongIndent: Explain = ({ code, words, line, lineStart }) => {
  if (code !== "BAD_INDENT") return undefined;
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const beside = words.includes("sequence") ? "items" : "keys";
  return {
    facts: { problem: "indent-differs", beside, indent },
    at: [lineStart + indent, lineStart + line.trimEnd().length],
  };
};

const itemAmongKeys: Explain = ({ line, lineStart, start, words }) => {
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const item = /^\s*-(?:\s|$)/.test(line) && /block-seq-ind|Implicit keys/.test(words);
  const key = start === lineStart + indent && words.startsWith("Unexpected scalar at node end");
  if (!item && !key) return undefined;
  const at = [lineStart + indent, lineStart + line.trimEnd().length] as const;
  return { facts: { problem: item ? "item-among-keys" : "key-among-items" }, at };
};

const behindValue: Explain = ({ words, source, line, lineStart, start }) => {
  if (!words.endsWith("at node end")) return undefined;
  const end = lineStart + line.trimEnd().length;
  const quoted = /["']\s*$/.test(source.text.slice(lineStart, start));
  return { facts: { problem: "behind-value", rest: source.text.slice(start, end), quoted }, at: [start, end] };
};

const keyWithoutColon: Explain = ({ source, code, words, line, lineStart }) => {
  if (code !== "MULTILINE_IMPLICIT_KEY" && !words.startsWith("Implicit map keys need")) return undefined;
  const text = line.trim();
  const start = lineStart + line.indexOf(text);
  const squeezed = /^([^\s:]+):(\S.*)$/.exec(text);
  const spaced = squeezed === null ? undefined : `${squeezed[1]}: ${squeezed[2]}`;
  const end = Math.min(Math.max(start + text.length, start), source.text.length);
  return { facts: { problem: "no-key", text, spaced }, at: [start, end] };
};

/** The first that knows the fault explains it. */
const EXPLAINERS: readonly Explain[] = [
  tabs,
  unclosedQuote,
  badEscape,
  itemAmongKeys,
  goesOnAfterQuote,
  dashOnKeyLine,
  blockMark,
  badStart,
  questionMark,
  deeperThanItsKey,
  colonTwice,
  bracketInFlow,
  unclosedBracket,
  closesNothing,
  wrongIndent,
  behindValue,
  keyWithoutColon,
];
