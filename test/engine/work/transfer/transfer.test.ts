import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { stepOf } from "../../../../engine/store/step.ts";
import { stableHash } from "../../../../engine/value/hash.ts";
import { FileValue } from "../../../../engine/value/value.ts";
import { runOnce } from "../../../../engine/work/run.ts";
import { compiledShop } from "../../compile/shop.ts";
import { DAY, MINUTE, putOrder, SCOPE, type Stage, shopStage, statusOf } from "../shop-stage.ts";

/** An invoice without look-ups, with the steps that a test is about. */
function invoices(change: { readonly head?: string; readonly steps?: string; readonly onError?: string } = {}): string {
  return `
transfer: invoices
title: Invoices
from: shop/order
to:   books/invoice
${change.head ?? "pick: status == settings.invoices.transfer"}
over: refuse
fields:
  type:           SALES
  originalNumber: { value: text(number), required: true }
  date:           date
  receiver.name:  { value: receiver, required: true }
  channel:        MAIL
  rows:
    each: row in rows
    fields:
      product:  { value: row.description, required: true }
      quantity: row.quantity
recognise by: originalNumber
${change.steps ?? "then:\n  - write back: { status: settings.invoices.done }"}
${change.onError ?? ""}
`;
}

const verified = invoices({
  steps: `
then:
  - verify: abs((total.amount ?? 0) - (books.balance ?? 0)) <= 0.05
    else:   undo
    say:    totals-differ
  - write back: { status: settings.invoices.done }
`,
  onError: "on error:\n  write back: { note: text(number) }",
});

async function withOrders(count: number, text: string = invoices()): Promise<Stage> {
  const stage = await shopStage({ files: { "invoices.yaml": text } });
  for (let index = 1; index <= count; index++) putOrder(stage, `o${index}`);
  return stage;
}

const run = (stage: Stage) => stage.runFlow("invoices");

describe("a document that is on its way when its mapping changes", () => {
  const attach = `
  - create: books/attachment
    each:   file in files
    fields:
      invoiceId: books.id
      name:      file.name
      file:      file`;
  const moveOn = "\n  - write back: { status: settings.invoices.done }";

  async function halfway(steps: string): Promise<Stage> {
    const stage = await withOrders(1, invoices({ steps: `then:${steps}` }));
    stage.shop.relate("order", "o1", "files", [pdf("plan.pdf"), pdf("bill.pdf")]);
    stage.shop.onWrite = () => ({ kind: "not-executed", reason: "busy", waitMs: 60_000 });
    await run(stage);
    stage.shop.onWrite = () => undefined;
    stage.clock.time += 10 * MINUTE;
    return stage;
  }

  async function runWith(stage: Stage, steps: string): Promise<void> {
    const files = { "invoices.yaml": invoices({ steps: `then:${steps}` }) };
    await runOnce(stage.job({ integration: compiledShop(files) }), { flows: ["invoices"] });
  }

  function pdf(name: string): FileValue {
    return new FileValue(name, "application/pdf", 1, { from: "bytes", bytes: new Uint8Array([1]) });
  }

  it("gets what a new step before the others does, and nothing of the others twice", async () => {
    const stage = await halfway(attach + moveOn);
    expect(stage.books.writesOf("attachment")).toHaveLength(2);
    expect(statusOf(stage, "o1")).toBe("To books");
    await runWith(stage, `\n  - do: approve${attach}${moveOn}`);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(stage.books.writesOf("invoice").map(({ operation }) => operation)).toEqual(["create", "action"]);
    expect(stage.books.writesOf("attachment").map(({ body }) => body["name"])).toEqual(["plan.pdf", "bill.pdf"]);
  });

  it("gets nothing twice that an older store knows by the place of its step", async () => {
    const stage = await halfway(moveOn);
    for (const name of ["plan.pdf", "bill.pdf"]) {
      const step = stepOf("create", "books/attachment");
      const key = stableHash([SCOPE, "invoices", step, `o1#1/${name}`]);
      const done = {
        key,
        scope: SCOPE,
        flow: "invoices",
        source: "o1",
        step,
        state: "confirmed",
        targetId: name,
      } as const;
      expect(await stage.store.intents.add({ ...done, body: "{}", bodyHash: "h" }, 99, stage.clock.time)).toBe(true);
    }
    await runWith(stage, attach + moveOn);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(stage.books.writesOf("attachment")).toEqual([]);
  });

  it("keeps what the others did when a step before them is taken out", async () => {
    const stage = await halfway(`\n  - do: approve${attach}${moveOn}`);
    await runWith(stage, attach + moveOn);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(stage.books.writesOf("invoice").map(({ operation }) => operation)).toEqual(["create", "action"]);
    expect(stage.books.writesOf("attachment")).toHaveLength(2);
  });
});

describe("carrying documents", () => {
  it("carries each once and moves it on; then there is nothing to do", async () => {
    const stage = await withOrders(12);
    expect(await run(stage)).toMatchObject({ counts: { taken: 12, created: 12 } });
    expect(statusOf(stage, "o7")).toBe("In books");
    expect((await stage.plan({ flows: ["invoices"] })).actions).toEqual([]);
    expect(await run(stage)).toMatchObject({ counts: { taken: 0 } });
    expect(await stage.log({ code: "transferred" })).toHaveLength(12);
  });

  it("a plan writes neither to the systems nor to the store", async () => {
    const stage = await withOrders(3);
    const before = await stage.log();
    const plan = await stage.plan();
    expect(plan.actions.filter(({ action }) => action === "create")).toHaveLength(3);
    expect(stage.shop.written).toEqual([]);
    expect(stage.books.written).toEqual([]);
    expect(await stage.log()).toEqual(before);
    expect(await stage.store.intents.open(SCOPE)).toEqual([]);
    expect(await stage.store.records.list(SCOPE, {})).toEqual([]);
  });

  it("takes nothing twice from a list that shifts while it is read, and misses nothing in the end", async () => {
    const stage = await withOrders(30);
    stage.shop.pageSize = 5;
    let shifts = 0;
    stage.shop.onPage = (kind, page) => {
      if (kind === "order" && page > 0 && shifts < 4) {
        shifts++;
        stage.shop.change("order", `o${shifts}`, { status: { guid: "s3" } });
      }
    };
    await run(stage);
    stage.shop.onPage = () => {};
    await run(stage);
    const numbers = stage.books.all("invoice").map(({ originalNumber }) => originalNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (let index = 5; index <= 30; index++) expect(statusOf(stage, `o${index}`)).toBe("In books");
  });

  it("keeps a document that cannot be read apart from the others", async () => {
    for (const kind of ["rejected", "broken", "later"] as const) {
      const stage = await withOrders(20);
      stage.shop.onRead = (name) => {
        if (name === "relation order rows o3")
          throw new ReadFault(kind, { system: "shop", route: "GET /orders/{guid}/rows", message: "HTTP 500" });
      };
      expect(await run(stage)).toMatchObject({ problem: undefined, counts: { created: 19 } });
      stage.shop.onRead = () => {};
      expect(await run(stage)).toMatchObject({ counts: { created: 1 } });
    }
  });

  it("an invoice that was refused is sent again when it changes or by retry, and not before", async () => {
    const stage = await withOrders(2);
    let sent = 0;
    stage.books.onWrite = ({ body }) => {
      if (body["originalNumber"] !== "5001") return undefined;
      sent++;
      return { kind: "rejected", status: 422, faults: [{ code: "E", message: "no" }] };
    };
    await run(stage);
    await run(stage);
    expect(sent).toBe(1);
    expect((await stage.plan({ flows: ["invoices"] })).actions).toMatchObject([{ action: "refuse", record: "o1" }]);
    stage.shop.change("order", "o1", { note: "looked at" });
    await run(stage);
    expect(sent).toBe(1);
    stage.shop.change("order", "o1", { receiver: "Acme Oyj" });
    await run(stage);
    expect(sent).toBe(2);
    await stage.store.records.retry(SCOPE, "invoices", "o1");
    await run(stage);
    expect(sent).toBe(3);
    expect(await stage.log({ level: "error" })).toHaveLength(1);
  });

  it("set to be transferred again, it is moved on again and not made again", async () => {
    const stage = await withOrders(1);
    await run(stage);
    for (let time = 0; time < 3; time++) {
      stage.shop.change("order", "o1", { status: { guid: "s1", name: "To books" } });
      await run(stage);
      expect(statusOf(stage, "o1")).toBe("In books");
    }
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(1);
    expect(await stage.log({ code: "transferred" })).toHaveLength(1);
  });

  it("says that a change made after the transfer is not carried; made anew only when it was taken away", async () => {
    const stage = await withOrders(1);
    await run(stage);
    stage.shop.change("order", "o1", { receiver: "Another Oy", status: { guid: "s1" } });
    stage.clock.time += DAY;
    await run(stage);
    expect(await stage.log({ code: "transferred-before" })).toHaveLength(1);
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(1);
    stage.books.remove("invoice", 1);
    stage.shop.change("order", "o1", { status: { guid: "s1" } });
    await run(stage);
    expect(stage.books.all("invoice")).toMatchObject([{ receiver: { name: "Another Oy" } }]);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(await run(stage)).toMatchObject({ counts: { taken: 0 } });
  });

  it("the status of an error and the status of success never overtake each other", async () => {
    const stage = await withOrders(1, verified);
    stage.shop.change("order", "o1", { total: { amount: 10, currencyCode: "EUR" } });
    stage.shop.onWrite = () => ({ kind: "uncertain", reason: "no answer" });
    await run(stage);
    stage.shop.onWrite = () => undefined;
    stage.shop.change("order", "o1", { total: { amount: 0, currencyCode: "EUR" } });
    await run(stage);
    expect(stage.shop.written).toEqual([]);
    stage.clock.time += 10 * MINUTE;
    await run(stage);
    expect(statusOf(stage, "o1")).toBe("In books");
  });
});

describe("a document that is verified", () => {
  it("is taken out again when it is not what it should be, once, and is made again when it has changed", async () => {
    const stage = await withOrders(1, verified);
    stage.shop.change("order", "o1", { total: { amount: 10, currencyCode: "EUR" } });
    await run(stage);
    expect(stage.books.all("invoice")).toEqual([]);
    expect(stage.shop.must("order", "o1")).toMatchObject({ note: "5001", status: { guid: "s1" } });
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "refused", code: "totals-differ" });
    stage.clock.time += 20 * MINUTE;
    await run(stage);
    await run(stage);
    expect(stage.books.writesOf("invoice", "create").length).toBeLessThanOrEqual(2);
    const made = stage.books.writesOf("invoice", "create").length;
    await run(stage);
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(made);
    stage.shop.change("order", "o1", { total: { amount: 0, currencyCode: "EUR" } });
    await run(stage);
    expect(stage.books.all("invoice")).toHaveLength(1);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "watched" });
  });

  it("exactly at the limit stays", async () => {
    for (const [amount, count] of [
      [0.05, 1],
      [0.06, 0],
    ] as const) {
      const stage = await withOrders(1, verified);
      stage.shop.change("order", "o1", { total: { amount, currencyCode: "EUR" } });
      await run(stage);
      expect(stage.books.all("invoice")).toHaveLength(count);
    }
  });
});

describe("items of a document", () => {
  const rowwise = `
transfer: invoices
title: Rows
from: shop/order
each: line in rows
to:   books/invoice
pick: isTest == false
once for: [number, line.description]
over: refuse
fields:
  type:           SALES
  originalNumber: "{number}-{line.description}"
  date:           date
  receiver.name:  { value: receiver, required: true }
  channel:        MAIL
  rows:
    - fields:
        product:  { value: line.description, required: true }
        quantity: line.quantity
recognise by: originalNumber
then:
  - create: books/attachment
    each:   file in files
    once for: [number, file.name]
    fields:
      invoiceId: books.id
      name:      file.name
      file:      file
`;

  function rows(...descriptions: readonly string[]) {
    return descriptions.map((description, index) => ({
      ...{ guid: `r${index}`, description, quantity: 1, category: "Hours", unit: "h", code: null },
      price: { amount: 1, currencyCode: "EUR" },
    }));
  }

  it("go each once, whatever the order and however often the document comes; shared steps are done once", async () => {
    const stage = await shopStage({
      files: { "invoices.yaml": rowwise, "payments.yaml": "", "integration.yaml": alone },
    });
    putOrder(stage, "o1");
    stage.shop.relate("order", "o1", "rows", rows("A", "B"));
    await run(stage);
    stage.shop.relate("order", "o1", "rows", rows("C", "B", "A"));
    stage.shop.change("order", "o1", { note: "changed" });
    await run(stage);
    expect(stage.books.all("invoice").map(({ originalNumber }) => originalNumber)).toEqual([
      "5001-A",
      "5001-B",
      "5001-C",
    ]);
    stage.clock.time += 2 * DAY;
    await run(stage);
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(3);
    expect((await stage.plan({ flows: ["invoices"] })).actions.filter(({ action }) => action !== "nothing")).toEqual(
      [],
    );
  });

  it("that were refused are looked at again though their document has not changed", async () => {
    const stage = await shopStage({
      files: { "invoices.yaml": rowwise, "payments.yaml": "", "integration.yaml": alone },
    });
    putOrder(stage, "o1");
    stage.shop.relate("order", "o1", "rows", rows("A", "B"));
    stage.books.onWrite = ({ body }) =>
      body["originalNumber"] === "5001-B" ? { kind: "not-executed", reason: "busy", waitMs: 60_000 } : undefined;
    await run(stage);
    expect(stage.books.all("invoice")).toHaveLength(1);
    stage.books.onWrite = () => undefined;
    stage.clock.time += 60 * MINUTE;
    await run(stage);
    expect(stage.books.all("invoice")).toHaveLength(2);
    expect(await stage.store.memory.all(SCOPE, "open invoices")).toEqual(new Map());
  });
});

const alone = `
integration: shop-books
title: Shop and Books
systems:
  shop:  { connector: shop,  login: client }
  books: { connector: books, login: api key }
schedule: every 10 minutes
settings:
  partners:
    create: { title: Create partners, type: bool, default: true }
  invoices:
    title: Invoices
    transfer: { title: Status to be transferred, record: shop/orderStatus, required: true }
    done:     { title: Status after transfer,    record: shop/orderStatus, required: true }
    account:  { title: Bank account, record: books/account, required: true }
flows:
  - items
  - invoices
`;

describe("a process that dies anywhere", () => {
  it("every document arrives once, is moved on once, and is watched", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 8 }),
        async (deaths, count) => {
          const stage = await shopStage({ onDisk: true });
          for (let index = 1; index <= count; index++) putOrder(stage, `o${index}`);
          for (const at of deaths) await runUntilDeath(stage, at);
          for (let again = 0; again < 4; again++) {
            stage.clock.time += 10 * MINUTE;
            await stage.run();
          }
          const numbers = stage.books.all("invoice").map(({ originalNumber }) => String(originalNumber));
          expect(numbers.toSorted()).toEqual(Array.from({ length: count }, (_, index) => String(5001 + index)));
          expect(stage.books.all("partner")).toHaveLength(count);
          expect(await stage.store.records.list(SCOPE, { flow: "invoices", state: "watched" })).toHaveLength(count);
          expect(await stage.store.intents.open(SCOPE)).toEqual([]);
          for (let index = 1; index <= count; index++) expect(statusOf(stage, `o${index}`)).toBe("In books");
          expect((await stage.plan({ flows: ["invoices"] })).actions).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Runs until the call to the outside with this number, before or after which the process dies. */
async function runUntilDeath(stage: Stage, at: number): Promise<void> {
  const { shop, books } = stage;
  const died = Promise.withResolvers<void>();
  let calls = 0;
  const call = async (): Promise<undefined> => {
    if (++calls < at) return undefined;
    died.resolve();
    return new Promise<never>(() => {});
  };
  for (const side of [shop, books]) {
    side.onRead = call;
    side.onWrite = call;
    side.afterWrite = call;
  }
  const running = stage.run().then(
    () => {},
    () => {},
  );
  await Promise.race([running, died.promise]);
  await stage.crash();
  for (const side of [shop, books]) {
    side.onRead = () => {};
    side.onWrite = () => undefined;
    side.afterWrite = () => {};
  }
}
