import { systemClock } from "../engine/http/clock.ts";
import { forSentence } from "../engine/value/cleaned.ts";
import type { Call } from "./command.ts";
import type { Workshop } from "./open-workshop.ts";

/** Sends the notices that wait. A mail server that does not answer is told on stderr and never fails a run. */
export async function mailOut(call: Call, { workspace, store }: Pick<Workshop, "workspace" | "store">): Promise<void> {
  const waiting = await store.outbox.waiting(systemClock.now());
  if (waiting.length === 0) return;
  if (workspace.mail === undefined) {
    call.terminal.tell(`${waiting.length} notices wait: the workspace file has no "mail".`);
    return;
  }
  // Loaded only here: most runs have nothing to mail.
  const { deliverNotices, mailer } = await import("../engine/service/mail.ts");
  const mails = mailer(workspace.mail, workspace.secrets);
  try {
    const { problem } = await deliverNotices(store, mails, systemClock);
    if (problem !== undefined) call.terminal.tell(`${forSentence(problem)}; the notice is tried again later.`);
  } finally {
    mails.close();
  }
}
