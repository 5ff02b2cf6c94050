import { findingsText } from "../engine/report/findings-text.ts";
import { forLine } from "../engine/value/cleaned.ts";
import type { Call } from "./command.ts";
import type { Premises } from "./premises.ts";

/** Tells of companies of which not even the integrations are known; false where there are none that the call is about. */
export function tellUnreadable(call: Call, { workspace, stopped }: Pick<Premises, "workspace" | "stopped">): boolean {
  const only = call.arguments.text("company");
  const unreadable = [...stopped].filter(
    ([name]) => !name.includes("/") && workspace.companies.get(name) === undefined && (only ?? name) === name,
  );
  for (const [name, findings] of unreadable)
    call.terminal.tell(
      [`${forLine(name)} cannot be run:`, ...findingsText(findings, call.terminal.talkColours)].join("\n"),
    );
  return unreadable.length > 0;
}
