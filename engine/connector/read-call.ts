import type { Report } from "../source/diagnostic.ts";
import type { YamlNode } from "../source/yaml-tree.ts";
import type { Call, Method, Multipart, Part, Sends, WriteCall } from "./description.ts";
import { template } from "./template.ts";
import {
  fieldsOf,
  readBytes,
  readConstant,
  readList,
  readPairs,
  readText,
  readTexts,
  readWord,
} from "./yaml-fields.ts";

const CALL = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/;
const MOST_FILE_BYTES = 25_000_000;

/** `GET /v1/invoices/{guid}?x=y`. */
export function readCall(node: YamlNode | undefined, what: string, report: Report): Call | undefined {
  const text = readText(node, what, report);
  if (text === undefined || node === undefined) return undefined;
  const parts = CALL.exec(text);
  if (parts === null) {
    report("connector-value", node.span, {
      what,
      expected: "a method and a path, such as GET /invoices/{id}",
      found: `"${text}"`,
    });
    return undefined;
  }
  const [method = "GET", target = "/"] = [parts[1], parts[2]];
  const [path, query] = cutAt("?", target);
  const parameters = query === "" ? [] : query.split("&").map((pair) => cutAt("=", pair));
  return {
    method: method as Method,
    path: template(path),
    query: parameters.map(([name, value]) => ({ name, value: template(value) })),
    route: `${method} ${path}`,
  };
}

/** What stands before the first such sign, and all that stands after it. */
function cutAt(sign: string, text: string): readonly [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** A write: only its call, or a map with the call and what is special about it. */
export function readWriteCall(
  node: YamlNode | undefined,
  what: string,
  sends: Sends,
  report: Report,
): WriteCall | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") {
    const call = readCall(node, what, report);
    return call && { call, sends, notSent: [], send: [], add: [], multipart: undefined };
  }
  const fields = fieldsOf(node, what, report);
  const call = readCall(fields?.need("call"), `${what}.call`, report);
  if (fields === undefined || call === undefined) return undefined;
  const constants = fieldsOf(fields.take("send"), `${what}.send`, report)?.entries ?? [];
  const result: WriteCall = {
    call,
    sends: readWord(fields.take("sends"), `${what}.sends`, SENDS, report) ?? sends,
    notSent: readTexts(fields.take("not sent"), `${what}.not sent`, report),
    send: constants.flatMap(({ key, value }) => {
      const constant = readConstant(value, `${what}.send.${key}`, report);
      return constant === undefined ? [] : [{ name: key, value: constant }];
    }),
    add: readTexts(fields.take("add"), `${what}.add`, report),
    multipart: readMultipart(fields.take("multipart"), fields.take("parts"), fields.take("most"), what, report),
  };
  fields.end();
  return result;
}

export const SENDS = ["json patch", "changed fields", "everything"] as const;

function readMultipart(
  type: YamlNode | undefined,
  parts: YamlNode | undefined,
  most: YamlNode | undefined,
  what: string,
  report: Report,
): Multipart | undefined {
  const word = readWord(type, `${what}.multipart`, ["form-data", "related"] as const, report);
  const mostBytes = readBytes(most, `${what}.most`, report) ?? MOST_FILE_BYTES;
  if (word === undefined) return undefined;
  return {
    type: word,
    parts: readList(parts).flatMap((part) => readPart(part, `${what}.parts`, report) ?? []),
    mostBytes,
  };
}

function readPart(node: YamlNode, what: string, report: Report): Part | undefined {
  const fields = fieldsOf(node, what, report);
  if (fields === undefined) return undefined;
  const name = readText(fields.take("name"), `${what}.name`, report);
  const file = readText(fields.take("file"), `${what}.file`, report);
  const members = fields.take("fields");
  fields.end();
  if (file !== undefined) return { name, file };
  if (members?.kind === "map") {
    return {
      name,
      fields: readPairs(members, `${what}.fields`, report).map((pair) => ({ name: pair.name, from: pair.value })),
    };
  }
  return { name, fields: readTexts(members, `${what}.fields`, report).map((field) => ({ name: field, from: field })) };
}
