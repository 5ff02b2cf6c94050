import { filledAddress } from "../connector/address.ts";
import type { Connector, Login } from "../connector/description.ts";
import { buildRequest, isUnfilled } from "../connector/request.ts";
import { KnownSecrets } from "../value/known-secrets.ts";
import type { FileValue } from "../value/value.ts";
import { Caller } from "./caller.ts";
import { ChildLists } from "./child-lists.ts";
import { fetchFile } from "./files.ts";
import { FindTogether } from "./find-together.ts";
import { Places } from "./gate.ts";
import { listPages } from "./lists.ts";
import { Paces } from "./pace.ts";
import { type Access, kindNamed } from "./pages.ts";
import { findInKept, readManyRecords, readRecord } from "./records.ts";
import { readRelation } from "./relations.ts";
import { readRoll } from "./roll.ts";
import { type Credentials, revealed, Secret } from "./secret.ts";
import type { Shelf } from "./shelf.ts";
import type { Clock, System } from "./system.ts";
import { TokenKeeper, type TokenStore } from "./token.ts";
import type { Transport } from "./transport.ts";
import { sendWrite } from "./writes.ts";

export interface ConnectOptions {
  /** The name the integration gives this side. */
  readonly name: string;
  readonly connector: Connector;
  /** What the set-up calls this connection; tokens are kept under it. */
  readonly connection?: string;
  /** Which of the connector's log-ins; its first when absent. */
  readonly login?: string;
  readonly credentials: Credentials;
  /** In place of the connector's own host, such as the sandbox's. Without a slash at its end. */
  readonly host?: string;
  /** Shared by all connections; it is not closed with one of them. */
  readonly transport: Transport;
  readonly clock: Clock;
  /** Keeps tokens across runs. */
  readonly tokens?: TokenStore;
  /** 0 up to 1; for waits only. */
  readonly random: () => number;
  /** Calls under way together; never more than the connector allows. */
  readonly concurrency?: number;
  /** What the process must not show; is told of this connection's credentials and tokens. */
  readonly secrets?: KnownSecrets;
  /** Shared by all connections of a process, since vendors count by client and not by company. */
  readonly paces?: Paces;
  /** Those of the connection, where several systems of a process share it; its own where left out. */
  readonly places?: (most: number) => Places;
  /** Bytes of files that come from another system. */
  readonly files?: (file: FileValue) => Promise<Uint8Array>;
  /** Where long lists stand that are read once for many records. Without it they are read again. */
  readonly shelf?: Shelf;
}

/** Connects to a system; nothing is sent before it is used. Throws `TypeError` for a log-in that the connector lacks. */
export function connectSystem(options: ConnectOptions): System {
  const { name, connector, transport, clock, random } = options;
  const login = loginOf(connector, options.login);
  const credential = credentialReader(login, options.credentials);
  let host =
    options.host ?? filledAddress(connector.host, (hole) => credential(hole.replace(/^credentials\./, ""))) ?? "";
  while (host.endsWith("/")) host = host.slice(0, -1);
  const known = options.secrets ?? new KnownSecrets();
  const secrets = secretsOf(login, options.credentials, credential, known);
  const common = { system: name, connector, host, credential, secrets, known, transport, clock };
  const connection = options.connection ?? connector.name;
  const tokens = new TokenKeeper({ ...common, connection, login, store: remembering(options.tokens, known) });
  const paces = options.paces ?? new Paces(clock);
  const pace = paces.of(
    connector.pace,
    (rule) =>
      `${connector.name} ${rule.calls}/${rule.perMs} ${rule.forEach.map((part) => (part === "host" ? host : (credential(part.replace(/^credentials\./, "")) ?? connection))).join(" ")}`,
  );
  const atOnce = Math.min(options.concurrency ?? connector.atOnce, connector.atOnce);
  const places = options.places?.(atOnce) ?? new Places(atOnce);
  const access: Access = {
    connector,
    caller: new Caller({ ...common, random, pace, tokens, places }),
    atOnce,
    children: new ChildLists(options.shelf),
  };
  const finds = new FindTogether(access);
  const bytes = (file: FileValue) => bytesOf(access, name, options.files, file);
  return {
    name,
    settleMs: connector.settleMs,
    timeoutMs: connector.timeoutMs,
    pages: (kind, query) => listPages(access, kindNamed(access, kind), query),
    read: (kind, id) => readRecord(access, kindNamed(access, kind), id),
    readMany: (kind, ids) => readManyRecords(access, kindNamed(access, kind), ids),
    find: (name, where, kept) => {
      const kind = kindNamed(access, name);
      const find = () => finds.find(kind, where);
      return kept === undefined ? find() : findInKept(access, kind, where, kept, find);
    },
    roll: (kind, fields, mostPages) => readRoll(access, options.shelf, kindNamed(access, kind), fields, mostPages),
    expect: (kind) => access.children.expect(kindNamed(access, kind)),
    relation: (kind, relation, of, keep) => readRelation(access, name, kindNamed(access, kind), relation, of, keep),
    bytes,
    write: (request, lastLook) => sendWrite({ ...access, bytes }, request, lastLook),
    probe: () => probe(access),
    calls: () => access.caller.calls(),
    close: async () => {},
  };
}

function loginOf(connector: Connector, name: string | undefined): Login {
  const login = name === undefined ? connector.logins.values().next().value : connector.logins.get(name);
  if (login === undefined)
    throw new TypeError(
      `the connector ${connector.name} has no log-in "${name ?? ""}"; it has ${[...connector.logins.keys()].join(", ")}`,
    );
  return login;
}

function credentialReader(login: Login, credentials: Credentials): (name: string) => string | undefined {
  const defaults = new Map(
    login.ask.flatMap((question) =>
      question.default === undefined ? [] : [[question.name, question.default] as const],
    ),
  );
  return (name) => {
    const value = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
    return value === undefined ? defaults.get(name) : revealed(value);
  };
}

/** Whatever is given as a secret is one here, a client id as well; the process is told of those that the log-in calls secret. */
function secretsOf(
  login: Login,
  credentials: Credentials,
  credential: (name: string) => string | undefined,
  process: KnownSecrets,
): KnownSecrets {
  for (const { name, secret } of login.ask) if (secret) process.add(credential(name) ?? "");
  const secrets = new KnownSecrets(process);
  for (const value of Object.values(credentials)) if (value instanceof Secret) secrets.add(value);
  return secrets;
}

/** Every token that passes becomes a known secret, so that no message can hold it; those before the last are worth nothing. */
function remembering(store: TokenStore | undefined, secrets: KnownSecrets): TokenStore {
  const passed: string[] = [];
  const note = (token: string): void => {
    if (passed.includes(token)) return;
    secrets.add(token);
    passed.push(token);
    if (passed.length > 2) secrets.forget(passed.shift() ?? "");
  };
  return {
    async get(connection) {
      const kept = await store?.get(connection);
      if (kept !== undefined) note(kept.value);
      return kept;
    },
    async put(connection, value, expiresAt) {
      note(value);
      await store?.put(connection, value, expiresAt);
    },
    async remove(connection) {
      await store?.remove(connection);
    },
  };
}

async function probe(access: Access): Promise<void> {
  const request = buildRequest(access.connector.probe, () => undefined);
  if (isUnfilled(request)) return;
  const found = await access.caller.readBytes(request, 1_000_000);
  if (found === undefined)
    throw access.caller.fault("broken", request, "the connection test is not there; is the host right?", 404);
}

async function bytesOf(
  access: Access,
  system: string,
  others: ((file: FileValue) => Promise<Uint8Array>) | undefined,
  file: FileValue,
): Promise<Uint8Array> {
  const { fetch } = file;
  if (fetch.from === "bytes") return fetch.bytes;
  if (fetch.from === "system" && fetch.system === system)
    return fetchFile(access, { name: file.name, size: file.size, fetch });
  if (others === undefined) throw new TypeError(`the bytes of ${file.name} are not at ${system}`);
  return others(file);
}
