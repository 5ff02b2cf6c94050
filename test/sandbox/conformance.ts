import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noCompany } from "../../sandbox/seed/company.ts";
import type { FaultName } from "../../sandbox/server/faults.ts";
import type { Document, Imitation, Imitations } from "../../sandbox/server/imitation.ts";
import type { JsonRecord } from "../../sandbox/server/json.ts";
import { type ChosenOptions, type CommonOptions, chosen } from "../../sandbox/server/options.ts";
import { Router } from "../../sandbox/server/router.ts";
import { type Access, type Running, startImitations } from "../../sandbox/server/start.ts";
import { Tokens } from "../../sandbox/server/tokens.ts";
import { type Call, type Seen, send } from "./client.ts";

/** What the suite has to be told of an imitation: how a client of it works. */
export interface Subject {
  readonly name: string;
  /** It, and whatever it needs beside it. */
  readonly systems: Imitations;
  logIn(access: Access): Promise<Seen>;
  /** What a call carries after such a log-in. */
  headers(loggedIn: Seen, access: Access): Record<string, string>;
  /** Lists of at least four records, one for each style of paging. */
  readonly lists: Readonly<Record<string, PagedList>>;
  readonly create: Creation;
  readonly edit: EditByPerson;
  /** Lets a document go over the API, or takes one that another system let go. */
  readonly carry:
    | { readonly kind: "releases"; readonly release: (call: Call) => Promise<Document> }
    | { readonly kind: "receives"; readonly document: Document; readonly receive: (call: Call) => Promise<Seen> };
}

export interface PagedList {
  /** The first page of so many rows. */
  first(size: number): string;
  /** The page behind `path`; undefined at the end. */
  next(path: string, page: Seen, size: number): string | undefined;
  ids(page: Seen): readonly unknown[];
}

export interface Creation {
  /** As in a fault's rule. */
  readonly route: string;
  send(call: Call, name: string): Promise<Seen>;
  /** Under which the audit counts it; the name is in the key. */
  readonly kind: string;
  /** How many of this name a list shows. */
  listed(call: Call, name: string): Promise<number>;
}

export interface EditByPerson {
  readonly kind: string;
  readonly number: number;
  readonly change: JsonRecord;
  /** What the API shows of it. */
  shown(call: Call): Promise<unknown>;
  readonly becomes: unknown;
}

/** What every imitation must do. */
export function conformance(subject: Subject): void {
  const { name, create } = subject;
  let running: Running<Imitations>;
  let neighbour: Neighbour;

  const start = async (options: CommonOptions): Promise<void> => {
    neighbour = { released: [], holds: false };
    const systems = { ...subject.systems, neighbour: (given: ChosenOptions) => imitateNeighbour(given, neighbour) };
    running = await startImitations<Imitations>(systems, { seed: 5, invoices: 12, quota: false, ...options });
  };
  const access = (): Access => running.access[name] ?? { baseUrl: "" };
  const imitation = (): Imitation => running.state[name] as Imitation;
  const refusal = () => imitation().tokens.rules.refusal;
  const callWith =
    (headers: Record<string, string>): Call =>
    (method, path, body, others = {}) =>
      send(`${access().baseUrl}${path}`, method, body, { ...headers, ...others });
  const logIn = async (): Promise<Call> => callWith(subject.headers(await subject.logIn(access()), access()));
  const created = (made: string): number =>
    Object.entries(imitation().audit().created[create.kind] ?? {}).find(([key]) => key.includes(made))?.[1] ?? 0;
  const strike = (fault: FaultName, ms?: number): void =>
    running.setFaults({ [fault]: { system: name, route: create.route, next: 1, ...(ms === undefined ? {} : { ms }) } });
  const inspected = async (path: string, body: JsonRecord): Promise<Seen> =>
    send(`${running.url}/sandbox${path}`, "POST", body, {});
  const [list] = Object.values(subject.lists);
  const anyPath = list?.first(2) ?? "/";

  beforeEach(() => start({}));
  afterEach(() => running.close());

  describe("tokens", () => {
    it("are given for the right credentials only", async () => {
      expect((await subject.logIn(access())).status).toBe(200);
      for (const credential of Object.keys(imitation().client)) {
        const refused = await subject.logIn({ ...access(), [credential]: "wrong" });
        expect(refused.status, credential).toBeGreaterThanOrEqual(400);
        expect(refused.status, credential).toBeLessThan(500);
      }
    });

    it("are asked for: a call without one or with one made up is refused", async () => {
      expect((await (await logIn())("GET", anyPath)).status).toBe(200);
      for (const headers of [{}, { Authorization: "Bearer made-up" }, { Authorization: "" }]) {
        const answer = await callWith(headers as Record<string, string>)("GET", anyPath);
        expect([answer.status, answer.text]).toEqual([refusal().status, refusal().body ?? ""]);
      }
    });

    it("end when their time is over", async () => {
      await running.close();
      await start({ tokenSeconds: 2 });
      const call = await logIn();
      await expect
        .poll(async () => (await call("GET", anyPath)).status, { timeout: 10_000, interval: 200 })
        .toBe(refusal().status);
      expect((await (await logIn())("GET", anyPath)).status).toBe(200);
    });

    it("end with a newer one where the system honours the newest only", async () => {
      const older = await logIn();
      const newer = await logIn();
      expect((await newer("GET", anyPath)).status).toBe(200);
      expect((await older("GET", anyPath)).status).toBe(imitation().tokens.rules.newestOnly ? refusal().status : 200);
    });
  });

  describe.each(Object.entries(subject.lists))("the list %s", (_, { first, next, ids }) => {
    it("gives each record once and in the same order, whatever the size of its pages", async () => {
      const call = await logIn();
      const walk = async (size: number): Promise<readonly unknown[]> => {
        const found: unknown[] = [];
        for (let path: string | undefined = first(size); path !== undefined; ) {
          const page = await call("GET", path);
          expect(page.status, page.text).toBe(200);
          expect(ids(page).length).toBeLessThanOrEqual(size);
          found.push(...ids(page));
          path = next(path, page, size);
        }
        return found;
      };
      const whole = await walk(100);
      expect(whole.length).toBeGreaterThanOrEqual(4);
      expect(new Set(whole).size).toBe(whole.length);
      for (const size of [2, 3, whole.length]) expect(await walk(size), `pages of ${size}`).toEqual(whole);
    });
  });

  describe("429", () => {
    it("is answered as the system does it, with Retry-After where it names one, and executes nothing", async () => {
      const call = await logIn();
      strike("storm429");
      const answer = await create.send(call, "stormy");
      const { status, headers = {} } = imitation().quota.refusal;
      expect([answer.status, answer.headers.get("Retry-After")]).toEqual([429, headers["Retry-After"] ?? null]);
      expect(status).toBe(429);
      expect(created("stormy")).toBe(0);
      expect((await create.send(call, "stormy")).status).toBeLessThan(300);
    });

    it("counts the calls of a window, refuses those beyond and says so in the audit", async () => {
      await running.close();
      await start({ quota: true });
      const { calls, windowMs } = imitation().quota;
      const begun = performance.now();
      const answers = await Promise.all(Array.from({ length: 3 * calls }, () => callWith({})("GET", anyPath)));
      const windows = Math.floor((performance.now() - begun) / windowMs) + 1;
      const refused = answers.filter(({ status }) => status === 429).length;
      expect(refused).toBeGreaterThanOrEqual((3 - windows) * calls);
      expect(refused).toBeLessThanOrEqual(2 * calls);
      expect(running.audit().quota[name]?.refused).toBe(refused);
    });
  });

  describe("a fault", () => {
    it.each<[FaultName, boolean]>([
      ["lostRequest", false],
      ["lostReply", true],
    ])("%s breaks the connection; executed: %s", async (fault, executed) => {
      const call = await logIn();
      strike(fault);
      await expect(create.send(call, "broken")).rejects.toThrow();
      expect(created("broken")).toBe(executed ? 1 : 0);
      expect((await create.send(call, "next")).status).toBeLessThan(300);
    });

    it.each<[FaultName, number | undefined, boolean]>([
      ["errorAfterEffect", 500, true],
      ["htmlError", 502, false],
      ["expiredToken", undefined, false],
    ])("%s answers %s; executed: %s", async (fault, status, executed) => {
      const call = await logIn();
      strike(fault);
      expect((await create.send(call, "failed")).status).toBe(status ?? refusal().status);
      expect(created("failed")).toBe(executed ? 1 : 0);
      expect(running.audit().faults[fault]).toBe(1);
    });

    it.each<[FaultName, number]>([
      ["executeThenTimeout", 1],
      ["lateLanding", 0],
    ])("%s never answers; executed at once: %s", async (fault, early) => {
      const call = await logIn();
      strike(fault, 700);
      const sent = create.send(call, "silent").catch(() => "broken");
      await expect.poll(() => running.audit().faults[fault], { timeout: 5000, interval: 20 }).toBe(1);
      expect(created("silent")).toBe(early);
      await expect.poll(() => created("silent"), { timeout: 5000 }).toBe(1);
      expect(await Promise.race([sent, Promise.resolve("nothing")])).toBe("nothing");
    });

    it("notJson executes and answers half a body", async () => {
      const call = await logIn();
      strike("notJson");
      const answer = await create.send(call, "half");
      expect(answer.status).toBeLessThan(300);
      expect(() => answer.record).toThrow();
      expect(created("half")).toBe(1);
    });

    it("slow answers properly, later", async () => {
      const call = await logIn();
      strike("slow", 120);
      const begun = performance.now();
      expect((await create.send(call, "late")).status).toBeLessThan(300);
      expect(performance.now() - begun).toBeGreaterThan(100);
    });

    it("listLag hides what was made from lists for a while", async () => {
      const call = await logIn();
      strike("listLag", 1500);
      await create.send(call, "hidden");
      expect(created("hidden")).toBe(1);
      expect(await create.listed(call, "hidden")).toBe(0);
      await expect.poll(() => create.listed(call, "hidden"), { timeout: 10_000 }).toBe(1);
    });
  });

  describe("the audit", () => {
    it("begins empty and finds what was created twice", async () => {
      const call = await logIn();
      expect(running.audit()).toMatchObject({ duplicates: [], losses: [] });
      await create.send(call, "once");
      await create.send(call, "twice");
      await create.send(call, "twice");
      const key: unknown = expect.stringContaining("twice");
      expect(running.audit().duplicates).toEqual([{ kind: create.kind, key, count: 2 }]);
    });

    it("finds a document that was told to have arrived and did not", async () => {
      const call = await logIn();
      const { carry } = subject;
      if (carry.kind === "releases") {
        const document = await carry.release(call);
        expect(running.audit().losses).toEqual([document]);
        neighbour.holds = true;
      } else {
        neighbour.released = [carry.document];
        expect(running.audit().losses).toEqual([carry.document]);
        expect((await carry.receive(call)).status).toBeLessThan(300);
      }
      expect(running.audit().losses).toEqual([]);
    });
  });

  describe("a person", () => {
    const { kind, number, change, becomes, shown } = subject.edit;

    it("edits a document, and the API shows it", async () => {
      const call = await logIn();
      expect(await shown(call)).not.toEqual(becomes);
      expect((await inspected(`/${name}/${kind}/${number}`, { change })).status).toBe(200);
      expect(await shown(call)).toEqual(becomes);
    });

    it("is told what is not there", async () => {
      expect((await inspected(`/${name}/${kind}/99999999`, { change })).status).toBe(404);
      expect((await inspected(`/${name}/nothing/${number}`, { change })).status).toBe(404);
    });
  });

  it("goes back to the start, where the tokens of before have ended", async () => {
    const call = await logIn();
    await create.send(call, "gone");
    await inspected("/reset", {});
    expect(created("gone")).toBe(0);
    expect((await call("GET", anyPath)).status).toBe(refusal().status);
  });

  it("is the same for the same seed", async () => {
    const [path] = Object.values(subject.lists).map(({ first }) => first(50));
    const look = async () => (await (await logIn())("GET", path ?? "/")).text;
    const before = await look();
    await inspected("/reset", {});
    expect(await look()).toBe(before);
  });

  it("can be made where no other tells of a company", () => {
    expect(() => subject.systems[name]?.(chosen({}) as never, noCompany)).not.toThrow();
  });
}

interface Neighbour {
  released: readonly Document[];
  holds: boolean;
}

/** Another system, of which the audit is all that matters. */
function imitateNeighbour({ tokenSeconds }: ChosenOptions, neighbour: Neighbour): Imitation {
  const refusal = { status: 401 };
  return {
    title: "Neighbour",
    base: "/neighbour",
    client: {},
    tokens: new Tokens({ seconds: tokenSeconds, newestOnly: false, refusal }),
    quota: { calls: 1, windowMs: 1000, refusal: { status: 429 } },
    router: new Router([]),
    foldsQuery: false,
    expected: {},
    edits: {},
    answer: () => ({ status: 404 }),
    audit: () => ({ created: {}, released: neighbour.released, holds: () => neighbour.holds, report: {} }),
  };
}
