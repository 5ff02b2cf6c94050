import { basename, dirname } from "node:path";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Workspace } from "./workspace.ts";

/** What is wrong, by whom it keeps from running. */
export interface FaultsByPart {
  /** Nobody can be run: the workspace as a whole is not understood. */
  readonly ofAll: readonly Diagnostic[];
  /** By `<company>/<integration>`; by the company alone where not even its integrations are known. */
  readonly ofOne: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** These say nothing about what stands behind them. */
const OF_WHOLE_FILE: ReadonlySet<string> = new Set(["yaml-syntax", "yaml-several-documents", "yaml-too-deep"]);

/**
 * A fault within a company, a connection, a mapping folder or a system concerns only who uses it. Settings are left out:
 * a run reads them itself. A secret that cannot be read is no error of the file, but keeps its users from running.
 */
export function faultsByPart(workspace: Workspace, diagnostics: readonly Diagnostic[]): FaultsByPart {
  const ofAll: Diagnostic[] = [];
  const ofOne = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { code, severity } = diagnostic;
    const isMissingSecret = code === "workspace-secret-missing";
    if ((severity !== "error" && !isMissingSecret) || code === "workspace-setting") continue;
    const names =
      diagnostic.span.source.path === workspace.source.path
        ? namesAt(workspace, diagnostic)
        : namesWith(workspace, diagnostic);
    // Of a secret that is asked for nowhere in the parts, such as that of the mail server, nobody's run depends.
    if (names === undefined && !isMissingSecret) ofAll.push(diagnostic);
    for (const name of names ?? []) ofOne.set(name, [...(ofOne.get(name) ?? []), diagnostic]);
  }
  return { ofAll, ofOne };
}

/** Whom a place in the workspace file concerns; undefined: all. */
function namesAt(workspace: Workspace, { code, span }: Diagnostic): readonly string[] | undefined {
  if (OF_WHOLE_FILE.has(code)) return undefined;
  const part = workspace.parts.findLast((each) => each.span.start <= span.start && span.start < each.span.end);
  switch (part?.kind) {
    case undefined:
      return undefined;
    case "connection":
      return scopesOf(workspace, (each) => each.connections.includes(part.name));
    case "company": {
      const scopes = scopesOf(workspace, ({ company }) => company === part.company);
      return scopes.length === 0 ? [part.company] : scopes;
    }
    case "integration":
      return [`${part.company}/${part.name}`];
  }
}

/** Whom a file of a mapping folder or of a system concerns; undefined: all. */
function namesWith(workspace: Workspace, { span }: Diagnostic): readonly string[] | undefined {
  const folder = basename(dirname(span.source.path));
  const scopes = scopesOf(
    workspace,
    ({ integration, connections }) =>
      integration === folder ||
      connections.some((connection) => workspace.connections.get(connection)?.connector === folder),
  );
  return scopes.length === 0 ? undefined : scopes;
}

interface Use {
  readonly company: string;
  readonly integration: string;
  /** The names of the connections that it uses. */
  readonly connections: readonly string[];
}

function scopesOf(workspace: Workspace, fits: (use: Use) => boolean): readonly string[] {
  return [...workspace.companies.values()].flatMap(({ key, integrations }) =>
    [...integrations.values()].flatMap(({ name, systems }) => {
      const connections = [...systems.values()].map(({ connection }) => connection);
      return fits({ company: key, integration: name, connections }) ? [`${key}/${name}`] : [];
    }),
  );
}
