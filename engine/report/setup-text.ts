import { forLine, forSentence } from "../value/cleaned.ts";
import type { Job } from "../work/base/job.ts";
import type { Prepared } from "../work/set-up/read-settings.ts";
import { findingsText } from "./findings-text.ts";
import { plural } from "./plural.ts";
import type { Colours } from "./screen.ts";

/** What has to be so before the integration can run, what was found, and whether it can run. */
export function setupText(
  {
    title,
    integration,
    confirmed,
  }: Pick<Job, "title" | "confirmed"> & {
    readonly integration: Pick<Job["integration"], "title" | "preconditions">;
  },
  { findings }: Pick<Prepared, "findings">,
  colours: Colours,
): string {
  return [
    colours.bold(forLine(`${title}: ${integration.title}`)),
    "",
    ...(integration.preconditions.length === 0 ? [] : ["Before you start:"]),
    ...integration.preconditions.flatMap((each) => [
      `  ${each.confirm !== undefined && confirmed.includes(each.confirm) ? colours.green("confirmed") : "-"} ${forSentence(each.title)}`,
      `      ${colours.dim(forSentence(each.advice))}`,
    ]),
    ...(integration.preconditions.length === 0 ? [] : [""]),
    ...closing(findings, colours),
  ].join("\n");
}

function closing(findings: Prepared["findings"], colours: Colours): readonly string[] {
  if (findings.length === 0) return [colours.green("Everything checked is in order: the integration can run.")];
  const errors = findings.filter(({ level }) => level === "error").length;
  const verdict =
    errors === 0
      ? colours.green("The integration can run.")
      : colours.red(`The integration is not switched on: ${plural(errors, "error")}.`);
  return [...findingsText(findings, colours), "", verdict];
}
