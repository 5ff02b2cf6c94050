import { dirname, resolve } from "node:path";
import type { Code, FactsOf } from "../source/codes.ts";
import { collector, hasErrors } from "../source/collect.ts";
import type { Diagnostic, Report } from "../source/diagnostic.ts";
import type { SourceText, Span } from "../source/span.ts";
import type { KnownSecrets } from "../value/known-secrets.ts";
import type { Secret } from "../value/secret.ts";
import type { Value } from "../value/value.ts";
import { Bounds, rootOf } from "./bounds.ts";
import { faultsByPart } from "./faults-by-part.ts";
import { openSources, type Sources } from "./sources.ts";
import { readWorkspaceText } from "./workspace-text.ts";

/** What `koppel.yaml` says: who is connected with what, and how. */
export interface Workspace {
  /** Absolute path of the file, and of the folder it stands in. */
  readonly path: string;
  readonly folder: string;
  readonly source: SourceText;
  /** Everything that was read so far and must not be shown. */
  readonly secrets: KnownSecrets;
  /** Address of the store, for `openStore`: the absolute path of a SQLite file. */
  readonly store: string;
  /** Days after which the daemon prunes what may go; it prunes nothing when undefined. */
  readonly retention: number | undefined;
  /** Absolute paths of the folders that hold the integrations and the systems. */
  readonly mappings: string;
  readonly schemas: string;
  /** The same of what comes with Koppel, which stands beside them. */
  readonly beside?: { readonly mappings: string; readonly schemas: string };
  readonly mail: MailSettings | undefined;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly companies: ReadonlyMap<string, Company>;
  /** What stands where in the file, also of companies and connections that cannot be read; the innermost last. */
  readonly parts: readonly WorkspacePart[];
}

/** A stretch of the file that concerns one company, one of its integrations, or who uses one connection. */
export type WorkspacePart =
  | { readonly kind: "connection"; readonly name: string; readonly span: Span }
  | { readonly kind: "company"; readonly company: string; readonly span: Span }
  | { readonly kind: "integration"; readonly company: string; readonly name: string; readonly span: Span };

export interface MailSettings {
  /** `smtp://host:port` or `smtps://host:port`, without credentials. */
  readonly server: string;
  readonly from: string;
  readonly user: string | Secret | undefined;
  readonly password: Secret | undefined;
}

export interface Connection {
  readonly name: string;
  readonly connector: string;
  readonly connectorSpan: Span;
  readonly login: string;
  readonly loginSpan: Span;
  /** Instead of the connector's own host. */
  readonly host: string | undefined;
  readonly credentials: ReadonlyMap<string, Credential>;
  readonly span: Span;
}

/** `secret` is undefined when it could not be read; `missing` then says why. */
export interface Credential {
  readonly secret: Secret | undefined;
  /** Written into the file itself, where it ends up in version control. */
  readonly inPlain: boolean;
  readonly missing: string | undefined;
  readonly span: Span;
}

export interface Company {
  readonly key: string;
  readonly title: string;
  /** IANA zone of the company's calendar dates. */
  readonly timezone: string;
  readonly unit: string | undefined;
  readonly integrations: ReadonlyMap<string, CompanyIntegration>;
  readonly span: Span;
}

export interface CompanyIntegration {
  readonly name: string;
  readonly active: boolean;
  /** Connection by the integration's name of the side. */
  readonly systems: ReadonlyMap<string, { readonly connection: string; readonly span: Span }>;
  readonly confirmed: readonly string[];
  /** As written; those that the integration calls secret are read by `secretSetting`. */
  readonly settings: Value;
  /** The setting of this path as a credential is read: written out, from the environment or a file. Undefined: there is none. */
  readonly secretSetting: (path: readonly string[]) => Credential | undefined;
  /** Where the setting of this path stands, or the nearest group around it. */
  readonly settingSpan: (path: readonly string[]) => Span;
  readonly span: Span;
}

/** The workspace file, or what it names, cannot be used. */
export class WorkspaceFault extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(message: string, diagnostics: readonly Diagnostic[]) {
    super(message);
    this.name = "WorkspaceFault";
    this.diagnostics = diagnostics;
  }
}

export interface WorkspacePlace {
  /** For `{ env: NAME }`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where the file is read from; the disk, with paths that are shown from the process's folder, if left out. */
  readonly sources?: Sources;
  /** Where mappings and schemas are when the file does not say: the ones that come with Koppel. */
  readonly shipped?: string;
}

/** Where the mappings and schemas that come with Koppel are. */
export const SHIPPED = resolve(import.meta.dirname, "..", "..");

export const WORKSPACE_FILE = "koppel.yaml";

/** Reads the workspace; throws `WorkspaceFault` when it has errors. An unset variable is an error only of who needs it. */
export async function loadWorkspace(path: string, place: WorkspacePlace = {}): Promise<Workspace> {
  const collected = collector();
  const workspace = await readWorkspace(path, collected.report, place);
  const { diagnostics } = collected;
  if (workspace === undefined || hasErrors(diagnostics))
    throw new WorkspaceFault(`${path} cannot be used`, diagnostics);
  return workspace;
}

/**
 * As `loadWorkspace`, but what is wrong with one company or connection is only reported: the others can be used all the
 * same. Throws `WorkspaceFault` for what concerns them all.
 */
export async function loadWorkspaceInParts(
  path: string,
  report: Report,
  place: WorkspacePlace = {},
): Promise<Workspace> {
  const collected = collector();
  const workspace = await readWorkspace(path, collected.report, place);
  const { diagnostics } = collected;
  if (workspace === undefined || faultsByPart(workspace, diagnostics).ofAll.length > 0)
    throw new WorkspaceFault(`${path} cannot be used`, diagnostics);
  for (const { code, span, facts, ...options } of diagnostics) report(code, span, facts as FactsOf<Code>, options);
  return workspace;
}

/** As `loadWorkspace`, but reports instead of throwing; undefined when nothing can be made of the file. */
export async function readWorkspace(
  path: string,
  report: Report,
  place: WorkspacePlace = {},
): Promise<Workspace | undefined> {
  const absolute = resolve(path);
  const environment = place.environment ?? process.env;
  const folder = dirname(absolute);
  const sources = place.sources ?? openSources(process.cwd(), new Bounds());
  sources.bounds.name(rootOf(folder, environment["HOME"]));
  if (!sources.isFile(absolute)) throw new WorkspaceFault(`there is no workspace file ${path}`, []);
  const source = sources.read(absolute, report);
  if (source === undefined) return undefined;
  const shipped = place.shipped ?? SHIPPED;
  return readWorkspaceText(source, absolute, { environment, shipped, bounds: sources.bounds }, report);
}
