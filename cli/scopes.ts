import type { Company, CompanyIntegration, Workspace } from "../engine/project/workspace.ts";
import { nearest } from "../engine/source/nearest.ts";
import type { Call, Options } from "./command.ts";
import { type Failure, usageFailure } from "./failure.ts";

/** One integration of one company. */
export interface Scope {
  /** `<company>/<integration>`, as the store names it. */
  readonly name: string;
  readonly company: Company;
  readonly integration: CompanyIntegration;
}

export const SCOPE_OPTIONS: Options = {
  company: { value: "KEY", text: "only this company", short: "c" },
  integration: { value: "NAME", text: "only this integration", short: "i" },
};

/** The integrations of the workspace that `--company` and `--integration` leave; a name that is not there is a usage error. */
export function scopesOf(workspace: Workspace, call: Call): readonly Scope[] {
  return scopesNamed(workspace, call.arguments.text("company"), call.arguments.text("integration"));
}

export function scopesNamed(
  workspace: Workspace,
  company: string | undefined,
  integration: string | undefined,
): readonly Scope[] {
  const companies = [...workspace.companies.values()];
  if (company !== undefined && !workspace.companies.has(company))
    throw unknown("company", company, workspace.companies.keys(), workspace);
  const scopes = companies
    .filter(({ key }) => company === undefined || key === company)
    .flatMap((one) =>
      [...one.integrations.values()].map((each) => ({
        name: `${one.key}/${each.name}`,
        company: one,
        integration: each,
      })),
    );
  if (integration === undefined) return scopes;
  const chosen = scopes.filter((scope) => scope.integration.name === integration);
  if (chosen.length > 0) return chosen;
  throw unknown("integration", integration, new Set(scopes.map((scope) => scope.integration.name)), workspace);
}

function unknown(what: string, name: string, known: Iterable<string>, workspace: Workspace): Failure {
  const names = [...known];
  const near = nearest(name, names);
  const advice =
    near !== undefined
      ? `Did you mean "${near}"?`
      : names.length === 0
        ? `It has none.`
        : `There are ${names.join(", ")}.`;
  return usageFailure(`${workspace.source.path} has no ${what} "${name}"`, advice);
}
