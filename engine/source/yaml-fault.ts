import type { YAMLParseError } from "yaml";
import { lineText, positionAt } from "./line-index.ts";
import type { SourceText, Span } from "./span.ts";

export interface ExplainedFault {
  readonly span: Span;
  readonly problem: string;
  readonly hints: readonly string[];
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

type Explain = (
  found: Found,
) => (Omit<ExplainedFault, "span"> & { readonly at?: readonly [number, number] }) | undefined;

const BLOCK = "Put the whole expression on the line below, indented, behind a key that ends in |";

/** A YAML syntax fault in the words of somebody who writes rules, with the fix where the line gives it away. */
export function explainYamlFault(source: SourceText, fault: YAMLParseError): ExplainedFault {
  const found = find(source, fault);
  for (const explain of EXPLAINERS) {
    const explained = explain(found);
    if (explained === undefined) continue;
    const [start, end] = explained.at ?? [found.start, found.end];
    return { span: { source, start, end: Math.max(start, end) }, problem: explained.problem, hints: explained.hints };
  }
  const words = `${found.words.charAt(0).toLowerCase()}${found.words.slice(1)}`;
  return { span: { source, start: found.start, end: found.end }, problem: `this is not YAML: ${words}`, hints: [] };
}

function find(source: SourceText, fault: YAMLParseError): Found {
  const start = Math.min(fault.pos[0], source.text.length);
  const position = positionAt(source, start);
  const line = lineText(source, position.line);
  const lineStart = start - position.column + 1;
  const parts = /^((?:\s|- )*(?:"[^"]*"|'[^']*'|[^\s"'{}[\]#:][^:]*):\s+)(.*)$/.exec(line);
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
    before: parts?.[1] ?? "",
    value: (parts?.[2] ?? "").trimEnd(),
  };
}

function stretchOf(found: Found, text: string): readonly [number, number] {
  const start = found.lineStart + found.before.length + found.value.indexOf(text);
  return [start, start + text.length];
}

const tabs: Explain = ({ code }) =>
  code === "TAB_AS_INDENT"
    ? {
        problem: "a tab stands in the indent of this line",
        hints: ["YAML indents with spaces only: replace the tab by two."],
      }
    : undefined;

const unclosedQuote: Explain = ({ source, words, start }) => {
  const quote = /Missing closing (["'])/.exec(words)?.[1];
  if (quote === undefined) return undefined;
  let open = source.text.lastIndexOf(quote, start);
  while (open > 0 && quote === '"' && source.text[open - 1] === "\\") open = source.text.lastIndexOf(quote, open - 1);
  const at = Math.max(open, 0);
  return {
    problem: `this ${quote} opens a text that is never closed`,
    hints: [`Put a ${quote} where the text ends.`],
    at: [at, at + 1],
  };
};

const badEscape: Explain = ({ code, source, start }) => {
  if (code !== "BAD_DQ_ESCAPE") return undefined;
  const written = source.text.slice(start, start + 2);
  const hints = [`Write \\${written} for the backslash itself, or put the text in single quotes.`];
  return { problem: `${written} means nothing in a text in double quotes`, hints, at: [start, start + 2] };
};

/** `"Invoice " + number`: YAML ends a value at its closing quote. */
const goesOnAfterQuote: Explain = (found) => {
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(\S.*)$/.exec(found.value);
  if (quoted === null || found.start < found.lineStart + found.before.length || quoted[2]?.startsWith("#"))
    return undefined;
  const [, text = "", rest = ""] = quoted;
  const at = [
    found.lineStart + found.line.trimEnd().length - rest.length,
    found.lineStart + found.line.trimEnd().length,
  ] as const;
  if (rest.startsWith(":")) return undefined;
  const joined = /^\+\s*([\w.]+)$/.exec(rest);
  const hints = [`${BLOCK}: ${found.before.trim()} |`];
  if (joined !== null) hints.unshift(`To join texts, use a hole: "${text.slice(1, -1)}{${joined[1]}}"`);
  return {
    problem: `a value that begins with a quote ends at the closing quote; ${show(rest)} stands behind it`,
    hints,
    at,
  };
};

const dashOnKeyLine: Explain = (found) => {
  if (!/^- /.test(found.value)) return undefined;
  const hints = [
    `To negate, leave out the space: -${found.value.slice(2).trim()}`,
    'To begin a list, put "- " on a line of its own.',
  ];
  return {
    problem: 'a list cannot begin on the line of its key, and "- " begins a list',
    hints,
    at: stretchOf(found, "-"),
  };
};

const blockMark: Explain = (found) => {
  const mark = /^([|>])[-+\d]*\s*([^\s#].*)$/.exec(found.value);
  if (mark === null) return undefined;
  const [, sign = "", rest = ""] = mark;
  const hints = [`Move ${show(rest)} to the next line, indented.`];
  if (sign === ">") hints.push("If a comparison is meant, write what is compared before the >.");
  return {
    problem: `a value that begins with ${sign} is a block, whose text stands on the lines below`,
    hints,
    at: stretchOf(found, rest),
  };
};

const badStart: Explain = (found) => {
  if (found.code !== "BAD_SCALAR_START") return undefined;
  const sign = found.source.text.charAt(found.start);
  const rest = found.source.text.slice(found.start + 1, found.lineStart + found.line.length);
  const date = /^\d{4}-\d{2}-\d{2}/.exec(rest)?.[0];
  const hints =
    date !== undefined
      ? [`A date is written as it is: ${date}`]
      : sign === "`"
        ? [`A text is written in double quotes, with {holes} for values.`]
        : [];
  return { problem: `a value cannot begin with ${sign}`, hints, at: [found.start, found.start + 1] };
};

/** `a ? "x" : "y"`: YAML takes the colon for the end of a key. */
const questionMark: Explain = (found) => {
  if (found.code !== "BLOCK_AS_IMPLICIT_KEY" && found.code !== "BLOCK_IN_FLOW") return undefined;
  const inner =
    found.code === "BLOCK_IN_FLOW" ? found.source.text.slice(found.start, found.end).trimEnd() : found.value;
  const parts = /^(.+?)\s+\?\s+(.+?)\s+:\s+(.+)$/.exec(inner);
  if (parts === null) return undefined;
  const [, condition, yes = "", no] = parts;
  const rule = `${yes} if ${condition} else ${no}`;
  const hint = /^["']/.test(rule) ? `${BLOCK}: ${rule}` : `Write: ${rule}`;
  const at =
    found.code === "BLOCK_IN_FLOW"
      ? ([found.start, found.start + inner.length] as const)
      : stretchOf(found, found.value);
  return { problem: '"? :" cannot stand in a value, since ": " ends a key', hints: [hint], at };
};

const deeperThanItsKey: Explain = (found) => {
  if (found.code !== "BLOCK_AS_IMPLICIT_KEY" || /:(?:\s|$)/.test(found.value)) return undefined;
  const after = found.lineStart + found.line.length;
  const next = /^(?:[ \t]*\r?\n)*[ \t]*([^\s][^\r\n]*)/.exec(found.source.text.slice(after));
  if (next === null) return undefined;
  const [whole, text = ""] = next;
  const start = after + whole.length - text.length;
  const problem = `this line is indented deeper than ${show((found.before || found.line).trim().replace(/^(?:- )+/, ""))} above it, which has a value already`;
  return {
    problem,
    hints: ["Indent it like the line above, or remove the value there."],
    at: [start, start + text.length],
  };
};

const colonTwice: Explain = (found) => {
  if (found.code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  const hints = [
    /\bmatch\b/.test(found.value)
      ? "In match, write => between a case and its value."
      : 'A text that holds ": " needs quotes.',
  ];
  return {
    problem: 'a second ": " stands on this line, and ": " ends a key',
    hints,
    at: stretchOf(found, found.value),
  };
};

const bracketInFlow: Explain = ({ words }) => {
  const sign = words.includes("flow-seq-start at node end")
    ? "["
    : words.includes("flow-map-start at node end")
      ? "{"
      : undefined;
  if (sign === undefined) return undefined;
  return {
    problem: `inside { } and [ ] a value cannot hold ${sign}`,
    hints: ["Write the value on a line of its own, outside { } and [ ]."],
  };
};

const unclosedBracket: Explain = ({ words }) => {
  const kind = /^Flow (map|sequence) in block collection/.exec(words)?.[1];
  if (kind === undefined) return undefined;
  const [open, close] = kind === "map" ? ["{", "}"] : ["[", "]"];
  return { problem: `${close} is missing before this: a ${open} above is still open`, hints: [] };
};

const closesNothing: Explain = ({ source, start, words }) => {
  if (!/^Unexpected flow-(?:map|seq)-end/.test(words)) return undefined;
  return { problem: `this ${source.text.charAt(start)} closes nothing that was opened`, hints: [] };
};

const wrongIndent: Explain = ({ code, words, line, lineStart }) => {
  if (code !== "BAD_INDENT") return undefined;
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const belongs = words.includes("sequence") ? "items" : "keys";
  return {
    problem: `this line is not indented like the other ${belongs} beside it`,
    hints: [`Indent it like the first of them; it has ${indent} ${indent === 1 ? "space" : "spaces"} now.`],
    at: [lineStart + indent, lineStart + line.trimEnd().length],
  };
};

const itemAmongKeys: Explain = ({ line, lineStart, start, words }) => {
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const item = /^\s*-(?:\s|$)/.test(line) && /block-seq-ind|Implicit keys/.test(words);
  const key = start === lineStart + indent && words.startsWith("Unexpected scalar at node end");
  if (!item && !key) return undefined;
  const problem = item
    ? 'a "-" item stands among keys; it belongs below a key that has no other value'
    : 'a key stands among "-" items of the same indent';
  return { problem, hints: [], at: [lineStart + indent, lineStart + line.trimEnd().length] };
};

const behindValue: Explain = ({ words, source, line, lineStart, start }) => {
  if (!words.endsWith("at node end")) return undefined;
  const end = lineStart + line.trimEnd().length;
  const hints = /["']\s*$/.test(source.text.slice(lineStart, start)) ? [`${BLOCK}.`] : [];
  return {
    problem: `${show(source.text.slice(start, end))} stands behind a value that is complete already`,
    hints,
    at: [start, end],
  };
};

const keyWithoutColon: Explain = ({ source, code, words, line, lineStart }) => {
  if (code !== "MULTILINE_IMPLICIT_KEY" && !words.startsWith("Implicit map keys need")) return undefined;
  const text = line.trim();
  const start = lineStart + line.indexOf(text);
  const squeezed = /^([^\s:]+):(\S.*)$/.exec(text);
  const hints = squeezed === null ? [] : [`A space belongs behind the colon: ${squeezed[1]}: ${squeezed[2]}`];
  const end = Math.min(Math.max(start + text.length, start), source.text.length);
  return { problem: `${show(text)} is neither a key with ": " nor part of the value above`, hints, at: [start, end] };
};

function show(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return short.includes('"') ? `\`${short}\`` : `"${short}"`;
}

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
