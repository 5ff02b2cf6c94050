import { createTransport } from "nodemailer";
import { isLoopback } from "../connector/address.ts";
import type { Clock } from "../http/system.ts";
import type { MailSettings } from "../project/workspace.ts";
import type { Store } from "../store/store.ts";
import { forLines, forSentence } from "../value/cleaned.ts";
import { KnownSecrets, SHORTEST_SECRET_OF_PAGES } from "../value/known-secrets.ts";
import { Secret } from "../value/secret.ts";
import type { Notice } from "../work/notices.ts";

export interface Mailer {
  /** Resolves when the mail server has taken the mail; throws `MailFault` otherwise. */
  send(mail: Notice): Promise<void>;
  close(): void;
}

/** The mail server did not take a mail: where, and what it said. */
export class MailFault extends Error {
  readonly server: string;
  constructor(server: string, what: string, cause: unknown) {
    super(`the mail server ${server} did not take the mail: ${what}`, { cause });
    this.name = "MailFault";
    this.server = server;
  }
}

const CONNECT_MS = 15_000;
const ANSWER_MS = 60_000;

/** Sends plain text mails. A server without a certificate is spoken to in the clear only when no password goes to it. */
export function mailer(settings: MailSettings, secrets = new KnownSecrets()): Mailer {
  const server = new URL(settings.server);
  const user = settings.user instanceof Secret ? settings.user.reveal() : settings.user;
  const pass = settings.password?.reveal();
  const transport = createTransport({
    host: server.hostname,
    port: Number(server.port || (server.protocol === "smtps:" ? 465 : 587)),
    secure: server.protocol === "smtps:",
    requireTLS: server.protocol === "smtp:" && pass !== undefined && !isLoopback(server.hostname),
    ...(user === undefined || pass === undefined ? {} : { auth: { user, pass } }),
    connectionTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    // A record's name ends up in a mail: nothing in a mail may name a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({
          from: settings.from,
          to: [...to],
          subject: secrets.masked(forSentence(subject), SHORTEST_SECRET_OF_PAGES),
          text: secrets.masked(forLines(text), SHORTEST_SECRET_OF_PAGES),
        });
      } catch (error) {
        throw new MailFault(server.host, secrets.masked(error instanceof Error ? error.message : String(error)), error);
      }
    },
    close: () => transport.close(),
  };
}

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * 60_000;

export interface Delivery {
  readonly sent: number;
  /** Those that wait for another try, with the last reason. */
  readonly failed: number;
  readonly problem: string | undefined;
}

/**
 * Sends what waits in the store. What the server does not take stays there and is tried again later, each time after a
 * longer wait. A mail may arrive twice when the process ends between the server's answer and the store's note; never not
 * at all.
 */
export async function deliverNotices(
  store: Pick<Store, "outbox">,
  mails: Mailer,
  clock: Pick<Clock, "now">,
): Promise<Delivery> {
  let sent = 0;
  let failed = 0;
  let problem: string | undefined;
  for (const { dedupeKey, body, attempts } of await store.outbox.waiting(clock.now())) {
    try {
      await mails.send(JSON.parse(body) as Notice);
      await store.outbox.sent(dedupeKey);
      sent++;
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      problem = error.message;
      failed++;
      await store.outbox.failed(dedupeKey, clock.now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts));
    }
  }
  return { sent, failed, problem };
}
