import { compileSettings } from "../compile/settings-values.ts";
import { didYouMean } from "../mapping/context/keys.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import type { Report } from "../source/diagnostic.ts";
import type { Library } from "./library.ts";
import { settingsOf } from "./settings-of.ts";
import type { CompanyIntegration, Connection, Workspace } from "./workspace.ts";

/** What the workspace says against what connectors and integrations ask for. Everything that can be known without a call. */
export function checkWorkspace(workspace: Workspace, library: Library, report: Report): void {
  for (const connection of workspace.connections.values()) checkConnection(connection, library, report);
  for (const company of workspace.companies.values()) {
    for (const integration of company.integrations.values()) checkIntegration(workspace, integration, library, report);
  }
}

function checkConnection(connection: Connection, library: Library, report: Report): void {
  const { name, span, credentials } = connection;
  if (connection.connector === "") return;
  const connector = library.system(connection.connector)?.connector;
  if (connector === undefined) {
    const known = library.systemNames;
    report(
      "workspace-connector-unknown",
      connection.connectorSpan,
      { name: connection.connector, known },
      { hints: didYouMean(connection.connector, known) },
    );
    return;
  }
  const login = connector.logins.get(connection.login);
  if (login === undefined) {
    const known = [...connector.logins.keys()];
    if (connection.login !== "")
      report(
        "workspace-login-unknown",
        connection.loginSpan,
        { name: connection.login, connector: connector.name, known },
        { hints: didYouMean(connection.login, known) },
      );
    return;
  }
  const known = login.ask.map((question) => question.name);
  for (const question of login.ask) {
    const credential = credentials.get(question.name);
    if (credential === undefined) {
      if (question.default === undefined)
        report("workspace-credential-missing", span, { name: question.name, connection: name, title: question.title });
      continue;
    }
    if (credential.inPlain && question.secret)
      report("workspace-secret-in-plain", credential.span, { name: question.name }, { severity: "warning" });
    if (credential.missing !== undefined)
      report("workspace-secret-missing", credential.span, { problem: credential.missing }, { severity: "warning" });
  }
  for (const [key, credential] of credentials) {
    if (!known.includes(key))
      report(
        "workspace-credential-unknown",
        credential.span,
        { name: key, connector: connector.name, known },
        { hints: didYouMean(key, known) },
      );
  }
}

function checkIntegration(
  workspace: Workspace,
  integration: CompanyIntegration,
  library: Library,
  report: Report,
): void {
  const loaded = library.integration(integration.name);
  if (loaded === undefined) {
    const known = library.integrationNames;
    report(
      "workspace-integration-unknown",
      integration.span,
      { name: integration.name, known },
      { hints: didYouMean(integration.name, known) },
    );
    return;
  }
  if (loaded.typed === undefined) return;
  checkSides(workspace, integration, loaded.typed, report);
  checkSettings(integration, loaded.typed, report);
}

/** Which records the settings name is known only to the systems; everything else about them is known here. */
function checkSettings(integration: CompanyIntegration, typed: TypedIntegration, report: Report): void {
  const { settings, secrets } = settingsOf(integration, typed);
  for (const { path, credential } of secrets) {
    const { inPlain, missing, span } = credential;
    if (inPlain) report("workspace-secret-in-plain", span, { name: path }, { severity: "warning" });
    if (missing !== undefined) report("workspace-secret-missing", span, { problem: missing }, { severity: "warning" });
  }
  for (const { path, title, problem, missing } of compileSettings(typed).read(settings).faults) {
    report(
      "workspace-setting",
      integration.settingSpan(path.split(".")),
      { title, path, problem },
      { severity: missing && !integration.active ? "warning" : "error" },
    );
  }
}

function checkSides(
  workspace: Workspace,
  integration: CompanyIntegration,
  typed: TypedIntegration,
  report: Report,
): void {
  const known = [...typed.sides.keys()];
  for (const side of known) {
    if (!integration.systems.has(side))
      report("workspace-side-missing", integration.span, { side, integration: integration.name });
  }
  for (const [side, { connection: name, span }] of integration.systems) {
    const expected = typed.sides.get(side)?.connector;
    if (expected === undefined) {
      report(
        "workspace-side-unknown",
        span,
        { side, integration: integration.name, known },
        { hints: didYouMean(side, known) },
      );
      continue;
    }
    const found = workspace.connections.get(name)?.connector;
    if (found !== undefined && found !== "" && found !== expected)
      report("workspace-side-connector", span, { side, connection: name, expected, found });
  }
}
