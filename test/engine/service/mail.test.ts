import type { AddressInfo } from "node:net";
import { text as streamText } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import type { MailSettings } from "../../../engine/project/workspace.ts";
import { deliverNotices, MailFault, mailer } from "../../../engine/service/mail.ts";
import { openMemoryStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import { Secret } from "../../../engine/value/secret.ts";

const servers: SMTPServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((done) => server.close(() => done()))));
});

async function listen(
  options: SMTPServerOptions = {},
): Promise<{ readonly settings: MailSettings; readonly received: string[] }> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      streamText(stream).then((mail) => {
        received.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo;
  const settings = {
    server: `smtp://127.0.0.1:${port}`,
    from: "koppel@example.fi",
    user: undefined,
    password: undefined,
  };
  return { settings, received };
}

const at = (now: number) => ({ now: () => now });

const notice = {
  to: ["a@example.fi", "b@example.fi"],
  subject: "Acme: 1 error",
  text: "5001 Acme Oy\n  The street is missing.\n  Fill it in.",
};

describe("mail", () => {
  it("sends a plain text mail to every address [COM-02]", async () => {
    const { settings, received } = await listen();
    await mailer(settings).send(notice);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(/^To: a@example.fi, b@example.fi\r$/m);
    expect(received[0]).toMatch(/^From: koppel@example.fi\r$/m);
    expect(received[0]).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(received[0]).toContain("The street is missing.\r\n  Fill it in.");
  });

  it("keeps a record's name from making header lines", async () => {
    const { settings, received } = await listen();
    await mailer(settings).send({ ...notice, subject: "Acme\r\nBcc: evil@example.com" });
    expect(received[0]).not.toMatch(/^Bcc:/m);
    expect(received[0]).toMatch(/^Subject: Acme Bcc: evil@example.com\r$/m);
  });

  it("logs in with the user and password of the workspace", async () => {
    const logins: string[] = [];
    const { settings, received } = await listen({
      authOptional: false,
      onAuth: (auth, _session, done) => {
        logins.push(`${auth.username}:${auth.password}`);
        done(null, { user: auth.username });
      },
    });
    await mailer({ ...settings, user: "koppel", password: new Secret("hush") }).send(notice);
    expect(logins).toEqual(["koppel:hush"]);
    expect(received).toHaveLength(1);
  });

  it("says which server refused and why, without the password", async () => {
    const { settings } = await listen({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(new Error("no such user")),
    });
    const sending = mailer({ ...settings, user: "koppel", password: new Secret("hush-hush") }).send(notice);
    const fault = await sending.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(MailFault);
    expect(String(fault)).toContain(new URL(settings.server).host);
    expect(String(fault)).toContain("no such user");
    expect(String(fault)).not.toContain("hush-hush");
  });
});

describe("notices that wait in the store", () => {
  it("go out once each, however often they are delivered [COM-02]", async () => {
    const { settings, received } = await listen();
    const store = await openMemoryStore();
    const mail = { dedupeKey: "acme run-1", scope: "acme/x", body: JSON.stringify(notice) };
    await store.outbox.add(mail, 1000);
    await store.outbox.add(mail, 1000);
    expect(await deliverNotices(store, mailer(settings), at(1000))).toEqual({ sent: 1, failed: 0, problem: undefined });
    expect(await deliverNotices(store, mailer(settings), at(2000))).toEqual({ sent: 0, failed: 0, problem: undefined });
    expect(received).toHaveLength(1);
    await store.close();
  });

  it("stay when the server is away, and are tried again after a wait that grows", async () => {
    const store = await openMemoryStore();
    const settings = { server: "smtp://127.0.0.1:1", from: "koppel@example.fi", user: undefined, password: undefined };
    await store.outbox.add({ dedupeKey: "k", scope: "acme/x", body: JSON.stringify(notice) }, 0);
    const first = await deliverNotices(store, mailer(settings), at(0));
    expect(first).toMatchObject({ sent: 0, failed: 1 });
    expect(first.problem).toContain("127.0.0.1:1");
    expect(await store.outbox.waiting(59_999)).toEqual([]);
    expect(await store.outbox.waiting(60_000)).toHaveLength(1);
    await deliverNotices(store, mailer(settings), at(60_000));
    expect(await store.outbox.waiting(60_000 + 119_999)).toEqual([]);
    expect(await store.outbox.waiting(60_000 + 120_000)).toHaveLength(1);
    const { settings: back, received } = await listen();
    expect(await deliverNotices(store, mailer(back), at(180_000))).toMatchObject({ sent: 1 });
    expect(received).toHaveLength(1);
    await store.close();
  });
});
