import type { Report } from "../../source/diagnostic.ts";
import type { Expr, LookupExpr } from "./ast.ts";
import { moved } from "./decode-text.ts";
import { type LocatedText, slice } from "./located-text.ts";
import { parseExpression } from "./parse.ts";
import { NAME } from "./tokens.ts";

/** Names of flows, registers and documents may have hyphens. */
const FILE_NAME = "[A-Za-z_][A-Za-z0-9_-]*";

const EACH = new RegExp(`^\\s*(${NAME})\\s+in\\s+(?=\\S)`);
const NEED = new RegExp(`^\\s*(${FILE_NAME})\\s+for\\s+(?=\\S)`);
const LINKED = /^\s*linked\s+with\s+(?=\S)/;
const IN_REGISTER = new RegExp(`(?<!\\s)\\s+in\\s+(${FILE_NAME})\\s*$`);
const DOCUMENT = new RegExp(`^\\s*document\\s+(${FILE_NAME})\\s*$`);
const RECORDS = new RegExp(`^\\s*(?:(first|all)\\s+)?(${FILE_NAME}(?:/[A-Za-z0-9_.-]+)*)\\s*`);
const BY = /^by\s+(?=\S)/;

/** `row in rows`. */
export function parseEach(
  text: LocatedText,
  report: Report,
): { readonly name: string; readonly start: number; readonly end: number; readonly list: Expr } | undefined {
  const found = EACH.exec(text.text);
  const name = found?.[1];
  if (found === null || name === undefined) {
    report("each-unreadable", whole(text), { found: text.text.trim() });
    return undefined;
  }
  const start = found[0].indexOf(name);
  return {
    name,
    start,
    end: start + name.length,
    list: expressionFrom(text, found[0].length, text.text.length, report),
  };
}

/** `customers for customer`: a register that must hold the record. */
export function parseNeed(
  text: LocatedText,
  report: Report,
): { readonly register: string; readonly start: number; readonly end: number; readonly of: Expr } | undefined {
  const found = NEED.exec(text.text);
  const register = found?.[1];
  if (found === null || register === undefined) {
    report("need-unreadable", whole(text), { found: text.text.trim() });
    return undefined;
  }
  const start = found[0].indexOf(register);
  return {
    register,
    start,
    end: start + register.length,
    of: expressionFrom(text, found[0].length, text.text.length, report),
  };
}

/** `[first|all] system/kind [by …]`, `linked with x in register`, `document name`. */
export function parseLookup(text: LocatedText, report: Report): LookupExpr {
  const place = { start: 0, end: text.text.length };
  const document = DOCUMENT.exec(text.text)?.[1];
  if (document !== undefined) {
    const documentStart = text.text.lastIndexOf(document);
    return { kind: "document", document, documentStart, documentEnd: documentStart + document.length, ...place };
  }
  return parseLinked(text, report) ?? parseRecords(text, report) ?? { kind: "hole", ...place };
}

function parseLinked(text: LocatedText, report: Report): LookupExpr | undefined {
  const opening = LINKED.exec(text.text);
  if (opening === null) return undefined;
  const closing = IN_REGISTER.exec(text.text);
  const register = closing?.[1];
  if (closing === null || register === undefined || closing.index < opening[0].length) {
    report("linked-unreadable", whole(text), {});
    return { kind: "hole", start: 0, end: text.text.length };
  }
  const registerStart = closing.index + closing[0].lastIndexOf(register);
  const of = expressionFrom(text, opening[0].length, closing.index, report);
  return {
    kind: "linked",
    of,
    register,
    registerStart,
    registerEnd: registerStart + register.length,
    start: 0,
    end: text.text.length,
  };
}

function parseRecords(text: LocatedText, report: Report): LookupExpr | undefined {
  const found = RECORDS.exec(text.text);
  const record = found?.[2];
  if (found === null || record === undefined) {
    report("lookup-unreadable", whole(text), { found: text.text.trim() });
    return undefined;
  }
  const recordStart = found[0].lastIndexOf(record);
  const place = { recordStart, recordEnd: recordStart + record.length, start: 0, end: text.text.length };
  const want = found[1] === "first" || found[1] === "all" ? found[1] : "one";
  const rest = text.text.slice(found[0].length).replace(/#.*/, "");
  if (rest.trim() === "") return { kind: "records", want, record, by: undefined, ...place };
  const by = BY.exec(rest);
  if (by === null) {
    report("lookup-unreadable", whole(text), { found: text.text.trim() });
    return undefined;
  }
  const start = found[0].length + by[0].length;
  return { kind: "records", want, record, by: expressionFrom(text, start, text.text.length, report), ...place };
}

function expressionFrom(text: LocatedText, start: number, end: number, report: Report): Expr {
  return moved(parseExpression(slice(text, start, end), report), start);
}

function whole(text: LocatedText): ReturnType<LocatedText["span"]> {
  return text.span(0, text.text.length);
}
