import type { Report } from "../source/diagnostic.ts";
import type { YamlNode } from "../source/yaml-tree.ts";
import { isRefusal, type LinearPattern, linearPattern } from "../value/linear-pattern.ts";
import { RIGHT_ADDRESS, templateProblem } from "./address.ts";
import type {
  AnswerPaths,
  Call,
  Connector,
  ErrorRow,
  JsonPatch,
  Kind,
  Login,
  MomentFormat,
  NamedTemplate,
  Pace,
  Question,
} from "./description.ts";
import { readCall, SENDS } from "./read-call.ts";
import { readKind } from "./read-kind.ts";
import { readPagingStyles } from "./read-list.ts";
import { type Template, template } from "./template.ts";
import {
  type Fields,
  fieldsOf,
  readBool,
  readCount,
  readDuration,
  readList,
  readPairs,
  readText,
  readTexts,
  readWord,
} from "./yaml-fields.ts";

const HOUR = 3_600_000;
const NO_CALL: Call = { method: "GET", path: template("/"), query: [], route: "GET /" };

/** Reads a connector.yaml. Reports what is wrong and gives what could be read; undefined when it is no map at all. */
export function readConnector(node: YamlNode | undefined, report: Report): Connector | undefined {
  const fields = fieldsOf(node, "the connector", report);
  if (fields === undefined) return undefined;
  const text = (key: string) => readText(fields.take(key), key, report);
  const need = (key: string) => readText(fields.need(key), key, report) ?? "";
  const duration = (key: string, otherwise: number) => readDuration(fields.take(key), key, report) ?? otherwise;
  const connector: Connector = {
    name: need("connector"),
    title: need("title"),
    host: readAddress(fields.need("host"), "host", report),
    logins: readLogins(fields),
    headers: namedTemplates(fields.take("headers"), "headers", report),
    probe: readCall(fields.need("probe"), "probe", report) ?? NO_CALL,
    pace: readList(fields.take("pace")).flatMap((row) => readPace(row, report) ?? []),
    atOnce: readCount(fields.take("at once"), "at once", report) ?? 4,
    timeoutMs: duration("timeout", 60_000),
    settleMs: duration("settle", 180_000),
    changed: readMomentFormat(fields.take("changed"), report),
    characters: readWord(fields.take("characters"), "characters", ["windows-1252"] as const, report),
    jsonPatch: readJsonPatch(fields.take("json patch"), report),
    money: readMoney(fields.take("money"), report),
    answers: readAnswers(fields.take("answers"), report),
    errors: readList(fields.take("errors")).flatMap((row) => readErrorRow(row, report) ?? []),
    kinds: readKinds(fields),
  };
  text("about");
  fields.end();
  return connector;
}

/** Credentials go there: a fault is reported where it is written. */
function readAddress(node: YamlNode | undefined, what: string, report: Report): Template {
  const address = template(readText(node, what, report) ?? "");
  const found = node === undefined || address.text === "" ? undefined : templateProblem(address);
  if (node !== undefined && found !== undefined)
    report("connector-value", node.span, { what, expected: RIGHT_ADDRESS, found });
  return address;
}

function readKinds(fields: Fields): ReadonlyMap<string, Kind> {
  const { report } = fields;
  const entries = fieldsOf(fields.need("kinds"), "kinds", report)?.entries ?? [];
  const defaults = {
    styles: readPagingStyles(fields.take("pages"), report),
    sends: readWord(fields.take("sends"), "sends", SENDS, report) ?? ("changed fields" as const),
    kindNames: new Set(entries.map((entry) => entry.key)),
  };
  const kinds = entries.flatMap(({ key, value }) => readKind(key, value, defaults, report) ?? []);
  return new Map(kinds.map((kind) => [kind.name, kind]));
}

function namedTemplates(node: YamlNode | undefined, what: string, report: Report): readonly NamedTemplate[] {
  return readPairs(node, what, report).map(({ name, value }) => ({ name, value: template(value) }));
}

function readLogins(fields: Fields): ReadonlyMap<string, Login> {
  const logins = new Map<string, Login>();
  for (const { key, value } of fieldsOf(fields.need("login"), "login", fields.report)?.entries ?? []) {
    const login = readLogin(key, value, fields.report);
    if (login !== undefined) logins.set(key, login);
  }
  return logins;
}

function readLogin(name: string, node: YamlNode, report: Report): Login | undefined {
  const where = `login.${name}`;
  const fields = fieldsOf(node, where, report);
  if (fields === undefined) return undefined;
  const text = (key: string) => readText(fields.take(key), `${where}.${key}`, report);
  const need = (key: string) => readText(fields.need(key), `${where}.${key}`, report) ?? "";
  const login: Login = {
    name,
    title: need("title"),
    type:
      readWord(fields.need("type"), `${where}.type`, ["client credentials"] as const, report) ?? "client credentials",
    token: readAddress(fields.need("token"), `${where}.token`, report),
    body: readWord(fields.take("body"), `${where}.body`, ["json", "form"] as const, report) ?? "form",
    send: namedTemplates(fields.take("send"), `${where}.send`, report),
    scopes: readTexts(fields.take("scopes"), `${where}.scopes`, report).join(text("scopes join") ?? " "),
    value: text("value") ?? "access_token",
    lives: text("lives") ?? "expires_in",
    livesMs: readDuration(fields.take("token lives"), `${where}.token lives`, report) ?? HOUR,
    ask: readQuestions(fields.take("ask"), `${where}.ask`, report),
  };
  fields.end();
  return login;
}

function readQuestions(node: YamlNode | undefined, what: string, report: Report): readonly Question[] {
  return (fieldsOf(node, what, report)?.entries ?? []).flatMap(({ key, value }) => {
    const fields = fieldsOf(value, `${what}.${key}`, report);
    if (fields === undefined) return [];
    const question: Question = {
      name: key,
      title: readText(fields.need("title"), `${what}.${key}.title`, report) ?? key,
      help: readText(fields.take("help"), `${what}.${key}.help`, report),
      secret: readBool(fields.take("secret"), `${what}.${key}.secret`, report) ?? false,
      default: readText(fields.take("default"), `${what}.${key}.default`, report),
    };
    fields.end();
    return [question];
  });
}

function readPace(node: YamlNode, report: Report): Pace | undefined {
  const fields = fieldsOf(node, "pace", report);
  const calls = readCount(fields?.need("calls"), "pace.calls", report);
  const perMs = readDuration(fields?.need("per"), "pace.per", report);
  const forEach = readTexts(fields?.take("for each"), "pace.for each", report);
  fields?.end();
  return calls === undefined || perMs === undefined ? undefined : { calls, perMs, forEach };
}

function readMomentFormat(node: YamlNode | undefined, report: Report): MomentFormat {
  const fields = fieldsOf(node, "changed", report);
  const format: MomentFormat = {
    format: readText(fields?.take("format"), "changed.format", report) ?? "yyyy-MM-dd'T'HH:mm:ss'Z'",
    zone: readText(fields?.take("zone"), "changed.zone", report) ?? "UTC",
    overlapMs: readDuration(fields?.take("overlap"), "changed.overlap", report) ?? 0,
  };
  fields?.end();
  return format;
}

function readMoney(node: YamlNode | undefined, report: Report): Connector["money"] {
  const fields = fieldsOf(node, "money", report);
  const amount = readText(fields?.need("amount"), "money.amount", report);
  const currency = readText(fields?.need("currency"), "money.currency", report);
  fields?.end();
  return amount === undefined || currency === undefined ? undefined : { amount, currency };
}

function readJsonPatch(node: YamlNode | undefined, report: Report): JsonPatch {
  const fields = fieldsOf(node, "json patch", report);
  const patch: JsonPatch = {
    operation: readText(fields?.take("operation"), "json patch.operation", report) ?? "replace",
    references:
      readWord(fields?.take("references"), "json patch.references", ["record", "path"] as const, report) ?? "record",
  };
  fields?.end();
  return patch;
}

function readAnswers(node: YamlNode | undefined, report: Report): AnswerPaths {
  const fields = fieldsOf(node, "answers", report);
  const text = (key: string) => readText(fields?.take(key), `answers.${key}`, report);
  const pattern = fields?.take("code looks like");
  const answers: AnswerPaths = {
    faults: text("faults") ?? "body",
    code: text("code") ?? "code",
    message: text("message") ?? "message",
    field: text("field") ?? "field",
    codeLooksLike: readPattern(pattern, "answers.code looks like", report),
    token: text("token"),
  };
  fields?.end();
  return answers;
}

function readPattern(node: YamlNode | undefined, what: string, report: Report): LinearPattern | undefined {
  const text = readText(node, what, report);
  if (text === undefined || node === undefined) return undefined;
  const pattern = linearPattern(text);
  if (!isRefusal(pattern)) return pattern;
  report("pattern-invalid", node.span, pattern.facts);
  return undefined;
}

const MEANINGS = ["rejected", "exists", "later", "login", "blocked", "missing", "uncertain"] as const;
const OPERATIONS = ["create", "update", "action", "undo", "read"] as const;

function readErrorRow(node: YamlNode, report: Report): ErrorRow | undefined {
  const fields = fieldsOf(node, "errors", report);
  const means = readWord(fields?.need("means"), "errors.means", MEANINGS, report);
  if (fields === undefined || means === undefined) return undefined;
  const status = fields.take("status");
  const code = fields.take("code");
  const operations = fields.take("for");
  const row: ErrorRow = {
    means,
    statuses: status && readList(status).flatMap((item) => readCount(item, "errors.status", report) ?? []),
    codes: code && readTexts(code, "errors.code", report),
    faults: readBool(fields.take("faults"), "errors.faults", report) ?? false,
    operations:
      operations && readList(operations).flatMap((item) => readWord(item, "errors.for", OPERATIONS, report) ?? []),
    waitMs: readDuration(fields.take("wait"), "errors.wait", report),
    say: readText(fields.take("say"), "errors.say", report),
  };
  fields.end();
  return row;
}
