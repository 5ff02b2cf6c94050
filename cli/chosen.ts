import type { Company, CompanyIntegration, Workspace } from "../engine/project/workspace.ts";
import { nearest } from "../engine/source/nearest.ts";
import type { Call, Options } from "./command.ts";
import { EXIT } from "./exit-code.ts";
import { Failure, usageFailure } from "./failure.ts";

/** One integration of one company that a call is about. */
export interface Chosen {
  /** `<company>/<integration>`, as the store names it. */
  readonly scope: string;
  readonly company: Company;
  readonly integration: CompanyIntegration;
}

export const CHOICE: Options = {
  company: { value: "KEY", text: "only this company", short: "c" },
  integration: { value: "NAME", text: "only this integration", short: "i" },
};

/** The integrations of the workspace that `--company` and `--integration` leave; a name that is not there is a usage error. */
export function chosen(call: Call, workspace: Workspace): readonly Chosen[] {
  return choose(workspace, call.arguments.text("company"), call.arguments.text("integration"));
}

/** The same, of which there must be one at least. */
export function someChosen(call: Call, workspace: Workspace): readonly Chosen[] {
  const found = chosen(call, workspace);
  if (found.length > 0) return found;
  throw new Failure(
    `${workspace.source.path} names no company with an integration`,
    ["Add one under companies; the README shows how."],
    EXIT.checkErrors,
  );
}

export function choose(
  workspace: Workspace,
  company: string | undefined,
  integration: string | undefined,
): readonly Chosen[] {
  if (company !== undefined && !workspace.companies.has(company))
    throw unknown("company", company, workspace.companies.keys(), workspace);
  const all = [...workspace.companies.values()]
    .filter(({ key }) => company === undefined || key === company)
    .flatMap((one) =>
      [...one.integrations.values()].map((each) => ({
        scope: `${one.key}/${each.name}`,
        company: one,
        integration: each,
      })),
    );
  if (integration === undefined) return all;
  const found = all.filter((each) => each.integration.name === integration);
  if (found.length > 0) return found;
  throw unknown("integration", integration, new Set(all.map((each) => each.integration.name)), workspace);
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
