import { jsonText } from "../../engine/report/json-text.ts";
import { setupText } from "../../engine/report/setup-text.ts";
import { setUp } from "../../engine/work/set-up/set-up.ts";
import { choose } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { usageFailure } from "../failure.ts";
import { isJob, openWorkshop } from "../open-workshop.ts";

export const setup: Command = {
  name: "setup",
  summary: "checks everything an integration needs and says what to do about each fault",
  usage: "COMPANY INTEGRATION [options]",
  text: [
    "Lists the preconditions, tries the connections, reads the settings, and runs the integration's checks against both systems.",
    "While an error is left the integration is not switched on. Nothing is changed in either system.",
  ].join("\n"),
  positionals: { least: 2, most: 2, names: ["COMPANY", "INTEGRATION"] },
  options: { ...format("json") },
  examples: [{ line: "koppel setup acme severa-procountor", text: "what is missing for the company acme" }],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runSetup,
};

async function runSetup(call: Call): Promise<ExitCode> {
  const [company = "", integration = ""] = call.arguments.positionals;
  const workshop = await openWorkshop(call, { quiet: true });
  try {
    const [chosen] = choose(workshop.workspace, company, integration);
    if (chosen === undefined) throw usageFailure(`${company} has no integration ${integration}`);
    const opened = workshop.open(chosen);
    const about = isJob(opened) ? opened.integration : workshop.library.integration(integration)?.typed;
    const { preconditions, title } = about ?? { preconditions: [], title: integration };
    const prepared = isJob(opened) ? await setUp(opened) : { findings: opened };
    const ready = !prepared.findings.some(({ level }) => level === "error");
    if (call.arguments.text("format") === "json") {
      call.terminal.print(jsonText({ company, integration, ready, preconditions, findings: prepared.findings }));
      return ready ? EXIT.fine : EXIT.failed;
    }
    const shown = {
      title: chosen.company.title,
      integration: { title, preconditions },
      confirmed: chosen.integration.confirmed,
    };
    call.terminal.print(setupText(shown, prepared, call.terminal.colours));
    return ready ? EXIT.fine : EXIT.failed;
  } finally {
    await workshop.close();
  }
}
