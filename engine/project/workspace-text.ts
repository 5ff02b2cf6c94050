import { Buffer } from "node:buffer";
import { dirname, isAbsolute, resolve, sep } from "node:path";
import { addressProblem, RIGHT_ADDRESS } from "../connector/address.ts";
import { didYouMean, Keys, mapOf, scalarOf } from "../mapping/context/keys.ts";
import type { Report } from "../source/diagnostic.ts";
import { readYaml } from "../source/read-yaml.ts";
import type { SourceText, Span } from "../source/span.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "../source/yaml-tree.ts";
import { readAddress } from "../store/address.ts";
import { KnownSecrets } from "../value/known-secrets.ts";
import type { Bounds } from "./bounds.ts";
import { readCredential } from "./credential.ts";
import { type Masked, maskSecrets } from "./masked-secrets.ts";
import { plainValue } from "./plain-value.ts";
import type {
  Company,
  CompanyIntegration,
  Connection,
  Credential,
  MailSettings,
  Workspace,
  WorkspacePart,
} from "./workspace.ts";

/** What a part of the workspace file is read with. */
export interface WorkspaceContext {
  readonly report: Report;
  readonly folder: string;
  readonly bounds: Bounds;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly textAt: Masked["textAt"];
  readonly parts: WorkspacePart[];
  readonly hide: Masked["hide"];
  /** Is told of everything that is read and must not be shown. */
  readonly secrets: KnownSecrets;
}

/** Makes the workspace of the text of `koppel.yaml`; every fault is reported, undefined when it is no map of keys. */
export function readWorkspaceText(
  source: SourceText,
  path: string,
  place: { readonly environment: WorkspaceContext["environment"]; readonly shipped: string; readonly bounds: Bounds },
  report: Report,
): Workspace | undefined {
  const { source: shown, textAt, hide, hideNamed } = maskSecrets(source);
  const node = readYaml(shown, report);
  if (node !== undefined) hideNamed(node);
  const map = node === undefined ? undefined : mapOf(node, "the workspace", report);
  if (map === undefined) return undefined;
  const context: WorkspaceContext = {
    ...{ report, textAt, hide },
    folder: dirname(path),
    bounds: place.bounds,
    environment: place.environment,
    parts: [],
    secrets: new KnownSecrets(),
  };
  const keys = new Keys(
    map,
    "the workspace",
    ["store", "retention", "mappings", "schemas", "mail", "connections", "companies"],
    report,
  );
  const connections = new Map(
    named(keys, "connections").map((entry) => [entry.key.text, readConnection(context, entry)]),
  );
  const companies = new Map(named(keys, "companies").map((entry) => [entry.key.text, readCompany(context, entry)]));
  const beside = { mappings: resolve(place.shipped, "mappings"), schemas: resolve(place.shipped, "schemas") };
  const workspace = {
    path,
    folder: context.folder,
    source: shown,
    secrets: context.secrets,
    store: storePlace(context, keys.scalar("store")),
    retention: retentionOf(context, keys.scalar("retention")),
    mappings: folderOf(context, keys.scalar("mappings"), beside.mappings),
    schemas: folderOf(context, keys.scalar("schemas"), beside.schemas),
    beside,
    mail: readMail(context, keys),
    connections: present(connections),
    companies: present(companies),
    parts: context.parts,
  };
  checkConnections(workspace, new Set(connections.keys()), report);
  return workspace;
}

function named(keys: Keys, key: string): readonly YamlEntry[] {
  return keys.mapOf(key)?.entries ?? [];
}

function present<Item>(items: ReadonlyMap<string, Item | undefined>): ReadonlyMap<string, Item> {
  return new Map([...items].flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const])));
}

function storePlace(context: WorkspaceContext, scalar: YamlScalar | undefined): string {
  const { folder, textAt, report } = context;
  const written = scalar === undefined ? undefined : (textAt(scalar.span.start) ?? scalar.text);
  const address = readAddress(written ?? "koppel.sqlite");
  if (scalar !== undefined && address.kind === "other")
    report("workspace-store-kind", scalar.span, { found: address.scheme });
  if (address.kind !== "file") return resolve(folder, written ?? "");
  return scalar === undefined ? resolve(folder, address.path) : placeOf(context, address.path, scalar.span);
}

function retentionOf({ report }: WorkspaceContext, scalar: YamlScalar | undefined): number | undefined {
  if (scalar === undefined) return undefined;
  const [, days] = /^([1-9]\d{0,4}) days?$/.exec(scalar.text) ?? [];
  if (days === undefined) {
    const expected = "a number of days such as 400 days";
    report("shape-wrong", scalar.span, { what: '"retention"', expected, found: `"${scalar.text}"` });
  }
  return days === undefined ? undefined : Number(days);
}

function folderOf(context: WorkspaceContext, written: YamlScalar | undefined, standard: string): string {
  return written === undefined ? standard : placeOf(context, written.text, written.span);
}

/** What the workspace names by a relative path lies in its project; anything else it writes out. */
function placeOf({ folder, bounds, report }: WorkspaceContext, written: string, span: Span): string {
  const path = resolve(folder, written);
  const problem = nameProblem(path);
  if (problem !== undefined) {
    report("shape-wrong", span, { what: "this", expected: "the path of a file or folder", found: problem });
    return path;
  }
  if (isAbsolute(written)) return written;
  const { real, isWithin } = bounds.follow(path);
  if (!isWithin) report("workspace-path-outside", span, { path: written, real });
  return path;
}

/** In bytes: what file systems take, of one name and of a path. */
const LONGEST = { name: 255, path: 4095 };

/** Why no file system has such a path. */
function nameProblem(path: string): string | undefined {
  if (path.includes("\0")) return "one with a character that no name has";
  const bytes = path.split(sep).reduce((most, name) => Math.max(most, Buffer.byteLength(name)), 0);
  if (bytes > LONGEST.name) return `one with a name of ${bytes} bytes, of at most ${LONGEST.name}`;
  const all = Buffer.byteLength(path);
  return all > LONGEST.path ? `one of ${all} bytes, of at most ${LONGEST.path}` : undefined;
}

function readMail(context: WorkspaceContext, keys: Keys): MailSettings | undefined {
  const map = keys.mapOf("mail");
  if (map === undefined) return undefined;
  const mail = new Keys(map, '"mail"', ["server", "from", "user", "password"], context.report);
  const server = mail.need("server") && mail.scalar("server");
  mail.need("from");
  if (server !== undefined && !/^smtps?:\/\/[^@\s]+$/.test(server.text)) {
    context.report("workspace-mail-server", server.span, {
      found: server.text.replace(/^((?:(?!\/\/).)*\/\/).*@/m, "$1…@"),
    });
  }
  const password = mail.node("password");
  const read = password === undefined ? undefined : readCredential(context, "password", password);
  if (read?.inPlain)
    context.report("workspace-secret-in-plain", read.span, { name: "password" }, { severity: "warning" });
  if (read?.missing !== undefined)
    context.report("workspace-secret-missing", read.span, { problem: read.missing }, { severity: "warning" });
  const userNode = mail.node("user");
  const user =
    userNode?.kind === "scalar"
      ? userNode.text
      : userNode === undefined
        ? undefined
        : readCredential(context, "user", userNode)?.secret;
  return { server: server?.text ?? "", from: mail.text("from") ?? "", user, password: read?.secret };
}

function readConnection(context: WorkspaceContext, { key: called, value: node }: YamlEntry): Connection | undefined {
  const name = called.text;
  context.parts.push({ kind: "connection", name, span: { ...called.span, end: node.span.end } });
  const what = `the connection ${name}`;
  const map = mapOf(node, what, context.report);
  if (map === undefined) return undefined;
  const keys = new Keys(map, what, ["connector", "login", "host", "credentials"], context.report);
  const connector = keys.need("connector") && keys.scalar("connector");
  const login = keys.need("login") && keys.scalar("login");
  const host = keys.scalar("host");
  const written = host === undefined ? undefined : (context.textAt(host.span.start) ?? host.text);
  const hostProblem = written === undefined ? undefined : addressProblem(written);
  if (host !== undefined && hostProblem !== undefined) {
    context.report("shape-wrong", host.span, {
      what: '"host"',
      expected: RIGHT_ADDRESS,
      found: hostProblem,
    });
  }
  const credentials = new Map<string, Credential>();
  for (const { key, value } of named(keys, "credentials")) {
    const credential = readCredential(context, key.text, value);
    if (credential !== undefined) credentials.set(key.text, credential);
  }
  return {
    name,
    connector: connector?.text ?? "",
    connectorSpan: connector?.span ?? called.span,
    login: login?.text ?? "",
    loginSpan: login?.span ?? called.span,
    host: written,
    credentials,
    span: called.span,
  };
}

function readCompany(context: WorkspaceContext, { key: called, value: node }: YamlEntry): Company | undefined {
  const key = called.text;
  context.parts.push({ kind: "company", company: key, span: { ...called.span, end: node.span.end } });
  const what = `the company ${key}`;
  const map = mapOf(node, what, context.report);
  if (map === undefined) return undefined;
  const keys = new Keys(map, what, ["title", "timezone", "unit", "integrations"], context.report);
  const timezone = keys.need("timezone") && keys.scalar("timezone");
  if (timezone !== undefined) checkTimezone(timezone, context.report);
  const integrations = new Map(
    named(keys, "integrations").map((entry) => [entry.key.text, readIntegrationOf(context, key, entry)]),
  );
  return {
    key,
    title: keys.text("title") ?? key,
    timezone: timezone?.text ?? "UTC",
    unit: keys.text("unit"),
    integrations: present(integrations),
    span: called.span,
  };
}

function checkTimezone({ text, span }: YamlScalar, report: Report): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
  } catch {
    const hints = didYouMean(text, Intl.supportedValuesOf("timeZone"));
    report("workspace-timezone", span, { found: text }, { hints });
  }
}

function readIntegrationOf(
  context: WorkspaceContext,
  company: string,
  { key: called, value: node }: YamlEntry,
): CompanyIntegration | undefined {
  const name = called.text;
  context.parts.push({ kind: "integration", company, name, span: { ...called.span, end: node.span.end } });
  const what = `the integration ${name}`;
  const map = mapOf(node, what, context.report);
  if (map === undefined) return undefined;
  const keys = new Keys(map, what, ["active", "systems", "confirmed", "settings"], context.report);
  keys.need("systems");
  const systems = named(keys, "systems").flatMap(({ key, value }) => {
    const side = key.text;
    const scalar = scalarOf(value, `"${side}"`, context.report);
    return scalar === undefined ? [] : [[side, { connection: scalar.text, span: scalar.span }] as const];
  });
  const confirmed = keys
    .items("confirmed")
    .flatMap((item) => scalarOf(item, '"confirmed"', context.report)?.text ?? []);
  const settings = keys.node("settings");
  return {
    name,
    active: keys.flag("active"),
    systems: new Map(systems),
    confirmed,
    settings: settings === undefined ? {} : plainValue(settings),
    settingSpan: (path) => settingSpan(settings, path) ?? called.span,
    secretSetting: (path) => secretSetting(context, settings, path),
    span: called.span,
  };
}

/** The text may stand in the file as well, from where it goes on to no message and no line that is shown. */
function secretSetting(
  context: WorkspaceContext,
  settings: YamlNode | undefined,
  path: readonly string[],
): Credential | undefined {
  let node = settings;
  for (const name of path)
    node = node?.kind === "map" ? node.entries.find(({ key }) => key.text === name)?.value : undefined;
  if (node === undefined || (node.kind === "scalar" && node.text === "")) return undefined;
  if (node.kind === "scalar") context.hide(node);
  return readCredential(context, path.join("."), node);
}

function settingSpan(node: YamlNode | undefined, path: readonly string[]): Span | undefined {
  const [name, ...rest] = path;
  const entry = node?.kind === "map" ? node.entries.find(({ key }) => key.text === name) : undefined;
  return entry === undefined ? undefined : (settingSpan(entry.value, rest) ?? entry.key.span);
}

/** Companies may name only connections that there are. */
function checkConnections(workspace: Workspace, known: ReadonlySet<string>, report: Report): void {
  for (const company of workspace.companies.values()) {
    for (const integration of company.integrations.values()) {
      for (const { connection, span } of integration.systems.values()) {
        if (known.has(connection)) continue;
        report(
          "workspace-connection-unknown",
          span,
          { name: connection, known: [...known] },
          { hints: didYouMean(connection, known) },
        );
      }
    }
  }
}
