import type { Report } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import type { YamlMap, YamlScalar } from "../../source/yaml-tree.ts";
import { Keys, mapOf } from "../context/keys.ts";
import type { MessagePart, MessageText } from "../tree/typed-integration.ts";

/** Reads `messages:` into `into`: a code with its text and advice, whose holes are names of facts. */
export function readMessages(map: YamlMap, into: Map<string, MessageText>, report: Report): void {
  for (const { key, value } of map.entries) {
    const entry = mapOf(value, `the message ${key.text}`, report);
    if (entry === undefined) continue;
    const keys = new Keys(entry, `the message ${key.text}`, ["text", "advice"], report);
    keys.need("text");
    const text = partsOf(keys.scalar("text"), report);
    const advice = partsOf(keys.scalar("advice"), report);
    const holes = new Set([...text, ...advice].flatMap((part) => (typeof part === "string" ? [] : [part.fact])));
    const there = into.get(key.text);
    if (there !== undefined) {
      report(
        "message-twice",
        key.span,
        { code: key.text },
        { related: [{ span: there.span, label: "it stands here already" }] },
      );
      continue;
    }
    into.set(key.text, { code: key.text, text, advice, holes, span: key.span });
  }
}

function partsOf(scalar: YamlScalar | undefined, report: Report): readonly MessagePart[] {
  if (scalar === undefined) return [];
  const parts: MessagePart[] = [];
  let plain = "";
  const text = scalar.text;
  for (let at = 0; at < text.length; at++) {
    const two = text.slice(at, at + 2);
    if (two === "{{" || two === "}}") {
      plain += two[0];
      at++;
      continue;
    }
    if (text[at] !== "{") {
      plain += text[at];
      continue;
    }
    const end = text.indexOf("}", at);
    const fact = end < 0 ? "" : text.slice(at + 1, end).trim();
    if (end < 0 || !/^[A-Za-z][A-Za-z0-9]*$/.test(fact)) {
      report("message-hole", holeSpan(scalar, at, end < 0 ? text.length : end + 1), {
        hole: text.slice(at, end < 0 ? undefined : end + 1),
      });
      return [...parts, plain];
    }
    if (plain !== "") parts.push(plain);
    plain = "";
    parts.push({ fact });
    at = end;
  }
  return plain === "" ? parts : [...parts, plain];
}

function holeSpan(scalar: YamlScalar, start: number, end: number): Span {
  return { source: scalar.span.source, start: scalar.offsetAt(start), end: scalar.offsetAt(end) };
}
