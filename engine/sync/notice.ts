import type { FlowRun } from "./flow-run.ts";

export interface Notice {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** One mail a run with every error that is news, when the settings ask for it. It waits in the store until it is sent. */
export async function queueNotice(run: FlowRun): Promise<void> {
  const { notices, title } = run.job.integration;
  if (notices === undefined || run.news.length === 0 || !notices.when(run.scene)) return;
  const to = notices.to(run.scene);
  if (to.length === 0) return;
  const count = run.news.length === 1 ? "1 error" : `${run.news.length} errors`;
  const notice: Notice = {
    to,
    subject: `${run.job.title}, ${title}: ${count}`,
    text: run.news
      .map((entry) =>
        [`${entry.label}`, entry.message, entry.advice]
          .filter((line) => line !== undefined && line !== "")
          .join("\n  "),
      )
      .join("\n\n"),
  };
  await run.store.outbox.add(
    { dedupeKey: `${run.scope} ${run.id}`, scope: run.scope, body: JSON.stringify(notice) },
    run.job.clock.now(),
  );
}
