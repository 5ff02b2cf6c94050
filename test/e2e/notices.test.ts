import type { AddressInfo } from "node:net";
import { text as streamText } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { describe, expect, test } from "vitest";
import { type Options, type Stage, withSandbox } from "./harness.ts";

interface Mail {
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server on loopback, and a workspace whose mails go to it. */
async function withMail(
  options: Options,
  work: (stage: Stage, mails: readonly Mail[], server: SMTPServer) => Promise<void>,
): Promise<void> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      streamText(stream).then((text) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: decoded(text) });
        done();
      }, done);
    },
  });
  server.on("error", () => {});
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    const { port } = server.server.address() as AddressInfo;
    await withSandbox(
      {
        ...options,
        sandbox: { invoices: 2 },
        demo: { mail: { server: `smtp://127.0.0.1:${port}`, to: "talous@example.fi" } },
      },
      async (stage) => {
        stage.edit(26001, { orderNumber: "x".repeat(71) });
        await work(stage, mails, server);
      },
    );
  } finally {
    await new Promise<void>((done) => server.close(() => done()));
  }
}

/** Quoted-printable as text. */
function decoded(mail: string): string {
  const bytes = mail
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

describe("notices of errors", () => {
  test("[COM-02] switched on, one mail with each error and its advice goes to the addresses, once", async () => {
    await withMail(
      { settings: { notices: { addresses: ["talous@example.fi", "tuki@example.fi"] } } },
      async (stage, mails) => {
        expect((await stage.cli("run")).code).toBe(0);
        expect(mails).toHaveLength(1);
        expect(mails[0]?.to).toEqual(["talous@example.fi", "tuki@example.fi"]);
        expect(mails[0]?.text).toContain("26001");
        expect(mails[0]?.text).toContain("71 characters; 70 are allowed");
        expect(mails[0]?.text).toContain("Shorten orderNumber");
        expect(mails[0]?.text).not.toContain("26002");
        // The same error again is no news.
        await stage.cli("run");
        expect(mails).toHaveLength(1);
        stage.edit(26001, { orderNumber: "y".repeat(80) });
        await stage.cli("run");
        expect(mails).toHaveLength(2);
        expect(mails[1]?.text).toContain("80 characters");
      },
    );
  });

  test("[COM-02] switched off, none goes", async () => {
    await withMail({ settings: { notices: { send: false } } }, async (stage, mails) => {
      await stage.cli("run");
      expect(await stage.unsolved()).toHaveLength(1);
      expect(mails).toEqual([]);
    });
  });

  test("[COM-02] without errors none goes", async () => {
    await withMail({}, async (stage, mails) => {
      stage.edit(26001, { orderNumber: "kort" });
      await stage.cli("run");
      expect(mails).toEqual([]);
    });
  });

  test("a mail server that is down fails no run, and the mail waits", async () => {
    await withMail({}, async (stage, _mails, server) => {
      await new Promise<void>((done) => server.close(() => done()));
      const { code, err } = await stage.cli("run");
      expect(code).toBe(0);
      expect(err).toMatch(/did not take the mail.*tried again later/s);
      expect(stage.count(26002)).toBe(1);
      expect(await stage.store.outbox.waiting(Date.now() + 3_600_000)).toHaveLength(1);
    });
  });
});
