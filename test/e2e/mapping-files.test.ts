import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { text as streamText } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { EmbeddedActionsParser } from "../../engine/language/syntax/chevrotain.ts";
import { ExpressionParser } from "../../engine/language/syntax/grammar.ts";
import { SHIPPED } from "../../engine/project/workspace.ts";
import { type JsonRecord, merged, recordAt } from "../../sandbox/server/json.ts";
import { flowsOf, rowsOf, type Stage, schemas, withSandbox } from "./harness.ts";

const integration = "severa-procountor";

/** A copy of the shipped mappings that the workspace uses from now on; its path. */
function ownMappings(stage: Stage): string {
  const mappings = join(stage.folder, "mappings");
  cpSync(join(SHIPPED, "mappings"), mappings, { recursive: true });
  stage.rewrite((file) => ({ ...file, mappings }));
  return mappings;
}

/** Replaces `before`, which must be there once, and answers the line it begins on. */
function replace(path: string, before: string, after: string): number {
  const text = readFileSync(path, "utf8");
  expect(text.split(before)).toHaveLength(2);
  writeFileSync(
    path,
    text.replace(before, () => after),
  );
  return text.slice(0, text.indexOf(before)).split("\n").length;
}

interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly message: string;
  readonly hints: readonly string[];
}

describe("field tables", () => {
  test("[ENG-01] a mapping is YAML with target field, source, limit, continuous update and remark, and prints as such a table", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { code, out } = await stage.cli("docs", join(ownMappings(stage), integration));
      expect(code).toBe(0);
      const cells = (target: string): readonly string[] => {
        const found = out.split("\n").filter((line) => line.startsWith(`| ${target} |`));
        return (found[0] ?? "").split(/ ?(?<!\\)\| ?/).slice(1, 6);
      };
      expect(out).toContain("| Target field | Source | Limit | Continuous update | Remark |");
      expect(cells("orderReference")).toEqual([
        "orderReference",
        "`orderNumber`",
        "70",
        "",
        expect.stringContaining("refused when longer"),
      ]);
      expect(cells("codeName").slice(0, 4)).toEqual(["codeName", "`identifier`", "", "x"]);
      expect(cells("counterParty.contactPersonName")).toEqual([
        "counterParty.contactPersonName",
        expect.stringContaining("bothContacts"),
        "28",
        "",
        expect.stringContaining("both joined by /"),
      ]);
      // The same words stand in the file, one line a field.
      const file = readFileSync(join(SHIPPED, "mappings", integration, "sales-invoices.yaml"), "utf8");
      expect(file).toMatch(/^ {2}orderReference: +\{ value: orderNumber, limit: 70 \}$/m);
    });
  });
});

describe("rules", () => {
  test("[ENG-02] a changed rule of the channel is what the next run does", async () => {
    await withSandbox({ sandbox: { invoices: 3, customers: 3 } }, async (stage) => {
      const path = join(ownMappings(stage), integration, "sales-invoices.yaml");
      const text = readFileSync(path, "utf8");
      const rule = /invoiceChannel: \|\n(?: {4}.*\n)+/.exec(text)?.[0] ?? "";
      replace(
        path,
        rule,
        "invoiceChannel: ELECTRONIC_INVOICE if payer.eInvoiceAddress else EMAIL if receiverContactEmail else MAIL\n",
      );
      const { customers, world, invoices } = stage.sandbox.state.severa;
      const cases = [
        { eInvoiceAddress: "003712345671", contact: "a@b.fi", channel: "ELECTRONIC_INVOICE" },
        { eInvoiceAddress: null, contact: "a@b.fi", channel: "EMAIL" },
        { eInvoiceAddress: null, contact: null, channel: "MAIL" },
      ];
      cases.forEach(({ eInvoiceAddress, contact }, index) => {
        const card = world.customers.must(String(customers[index]?.guid));
        world.customers.replace(
          String(card["guid"]),
          { ...card, eInvoiceAddress, eInvoiceOperator: "DABAFIHH" },
          Date.now(),
        );
        const party = { guid: card["guid"], name: card["name"], number: card["number"] };
        invoices.edit(
          index,
          {
            customer: party,
            billingCustomer: party,
            receiverVatNumber: card["vatNumber"],
            receiverContactEmail: contact,
          },
          Date.now(),
        );
      });
      const { code, out, err } = await stage.cli("run");
      expect(code, out + err).toBe(0);
      expect(cases.map((_, index) => stage.received(26001 + index)["invoiceChannel"])).toEqual(
        cases.map(({ channel }) => channel),
      );
    });
  });

  test("[ENG-02] the parser is one of Chevrotain's", () => {
    expect(new ExpressionParser(true)).toBeInstanceOf(EmbeddedActionsParser);
  });
});

describe("mistakes in mapping files", () => {
  test("[ENG-06] several at once, each with file, line, column, what is wrong and the nearest right name", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const folder = join(ownMappings(stage), integration);
      const invoices = join(folder, "sales-invoices.yaml");
      const planted = [
        {
          file: "sales-invoices.yaml",
          line: replace(invoices, "value: orderNumber, limit: 70", "value: orderNumbr, limit: 70"),
          wrong: "orderNumbr",
          right: "orderNumber",
        },
        {
          file: "sales-invoices.yaml",
          line: replace(invoices, "  penaltyPercent: ", "  penaltyPercnt: "),
          wrong: "penaltyPercnt",
          right: "penaltyPercent",
        },
        {
          file: "sales-invoices.yaml",
          line: replace(invoices, "    else MAIL\n", "    else MAILL\n"),
          wrong: "MAILL",
          right: "MAIL",
        },
        {
          file: "cost-centre-items.yaml",
          line: replace(join(folder, "cost-centre-items.yaml"), "from: severa/costCenter", "from: severa/costCentre"),
          wrong: "costCentre",
          right: "costCenter",
        },
      ];
      const { code, out } = await stage.cli("check", "--format", "json");
      expect(code).toBe(3);
      const found = JSON.parse(out) as readonly Diagnostic[];
      for (const { file, line, wrong, right } of planted) {
        const about = found.find(
          (entry) => entry.file.endsWith(file) && `${entry.message} ${entry.hints.join(" ")}`.includes(wrong),
        );
        expect(about, `${wrong} in ${JSON.stringify(found)}`).toBeDefined();
        expect([line, line + 1]).toContain(about?.line);
        const text = readFileSync(join(folder, file), "utf8").split("\n")[(about?.line ?? 1) - 1] ?? "";
        expect(text.slice((about?.column ?? 1) - 1)).toContain(wrong);
        expect([about?.message, ...(about?.hints ?? [])].join(" ")).toContain(right);
      }
      const pretty = await stage.cli("check");
      for (const { wrong } of planted) expect(pretty.out).toContain(wrong);
      expect(pretty.out).toMatch(/sales-invoices\.yaml:\d+:\d+/);
    });
  });

  test("[ENG-06] with mistakes nothing is run", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      replace(
        join(ownMappings(stage), integration, "sales-invoices.yaml"),
        "value: orderNumber, limit: 70",
        "value: orderNumbr, limit: 70",
      );
      const { code, out } = await stage.cli("run");
      expect(code).toBe(3);
      expect(out).toMatch(/cannot be switched on:[\s\S]*orderNumbr/);
      expect(stage.sandbox.audit().calls).toEqual({});
    });
  });

  test("[ENG-07] one command for CI: exit codes, and formats that machines read", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const folder = join(ownMappings(stage), integration);
      const right = await stage.cli("check", "--format", "json");
      expect([
        right.code,
        (JSON.parse(right.out) as readonly Diagnostic[]).filter(({ severity }) => severity === "error"),
      ]).toEqual([0, []]);
      expect((await stage.cli("check", "--format", "telex")).code).toBe(2);
      const line = replace(
        join(folder, "sales-invoices.yaml"),
        "value: orderNumber, limit: 70",
        "value: orderNumbr, limit: 70",
      );
      const [json, github, sarif, junit] = await Promise.all(
        ["json", "github", "sarif", "junit"].map((format) => stage.cli("check", "--format", format)),
      );
      for (const ran of [json, github, sarif, junit]) expect(ran?.code).toBe(3);
      const errors = (JSON.parse(json?.out ?? "") as readonly Diagnostic[]).filter(
        ({ severity }) => severity !== "note",
      );
      expect(errors).toMatchObject([{ line, severity: "error" }]);
      expect(github?.out).toMatch(new RegExp(`^::error file=.*sales-invoices\\.yaml,line=${line},`, "m"));
      const result = (JSON.parse(sarif?.out ?? "") as { runs: readonly { results: readonly JsonRecord[] }[] }).runs[0]
        ?.results;
      expect(JSON.stringify(result)).toContain(`"startLine":${line}`);
      expect(junit?.out).toMatch(/^<\?xml[\s\S]*<failure/);
    });
  }, 60_000);
});

describe("money and dates", () => {
  test("[ENG-10] amounts arrive digit for digit, whatever binary numbers would make of them", async () => {
    const prices = [0.1, 0.29, 1.005, 8.615, 1_234_567.89, 9_007_199_254_740.99, 0.07];
    await withSandbox({ sandbox: { invoices: prices.length, customers: 2 } }, async (stage) => {
      prices.forEach((amount, index) => {
        stage.edit(26001 + index, {
          overdueInterest: 8.125,
          rows: { 0: { quantity: 1.1, unitPrice: { amount, currencyCode: "EUR" } } },
        });
      });
      // Half of a hundredth away from zero: 1.005 is less than that in binary.
      stage.edit(26003, { overdueInterest: 1.005 });
      flowsOf(await stage.run());
      expect(await stage.unsolved()).toEqual([]);
      prices.forEach((amount, index) => {
        expect(rowsOf(stage.received(26001 + index))[0]).toMatchObject({ quantity: 1.1, unitPrice: amount });
      });
      expect(stage.received(26003)["penaltyPercent"]).toBe(1.01);
      expect(stage.received(26001)["penaltyPercent"]).toBe(8.13);
    });
  });

  test.for(["Pacific/Auckland", "Pacific/Honolulu", "Europe/Helsinki"])(
    "[ENG-10] a date is the same day on a machine in %s",
    async (zone) => {
      await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
        stage.edit(26001, { date: "2026-03-29", dueDate: "2026-10-25" });
        const program = resolve(SHIPPED, "cli", "koppel.js");
        const child = spawn(process.execPath, [program, "run"], {
          cwd: stage.folder,
          env: { ...process.env, TZ: zone },
          stdio: "ignore",
        });
        const code = await new Promise((done) => child.on("close", done));
        expect(code).toBe(0);
        expect(stage.received(26001)["date"]).toBe("2026-03-29");
        expect(recordAt(stage.received(26001), "paymentInfo")["dueDate"]).toBe("2026-10-25");
      });
    },
  );
});

const newIntegration = {
  "integration.yaml": `integration: severa-register
title: Products of Severa in Procountor
systems:
  severa:     { connector: severa,     login: client }
  procountor: { connector: procountor, login: api key }
schedule: every 30 minutes
settings:
  products:
    title: Products
    prefix: { title: Only codes that begin with, type: text, required: true }
flows: [catalogue]
`,
  "catalogue.yaml": `register: catalogue
title: Products
from: severa/product
to:   procountor/product
skip:
  - not code
  - not startsWith(code, settings.products.prefix)
match:
  link: procountor.code == code and procountor.type == PURCHASE
  else: create
over:   refuse
update: always
fields:
  type:     { value: PURCHASE, update: never }
  code:     { value: code, update: never }
  name:     name
  price:    unitPrice.amount
  discount: 0
  currency: enum(unitPrice.currency)
  active:   isActive
`,
};

const newSystem = {
  "connector.yaml": `connector: board
title: Notice board
host: "http://127.0.0.1:1"
login:
  key:
    title:       A key
    type:        client credentials
    token:       "{host}/token"
    body:        json
    send:        { key: "{credentials.key}" }
    value:       token
    token lives: 3600 seconds
    ask:
      key: { title: Key, secret: true }
headers:
  Authorization: "Board {token}"
probe: GET /me
pace:
  - { calls: 1000, per: 1 second, for each: [host] }
timeout: 5 seconds
settle:  1 seconds
answers:
  faults:  body.errors[]
  code:    code
  message: text
errors:
  - { status: 401, means: login }
  - { status: 404, means: missing }
  - { status: 400, means: rejected }
kinds:
  note:
    schema: note.json
    id:     id
    label:  [subject]
    list:   { call: GET /notes, items: body.notes }
    read:   GET /notes/{id}
    create: POST /notes
    filters:
      subject: { parameter: subject, compares: equals }
`,
  "note.json": JSON.stringify({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Note",
    description: "A note on the board.",
    type: "object",
    required: ["subject"],
    properties: {
      id: { type: "integer", readOnly: true },
      subject: { type: "string", maxLength: 40 },
      amount: { type: "number" },
      day: { type: "string", format: "date" },
    },
  }),
};

const boardIntegration = {
  "integration.yaml": `integration: severa-board
title: Invoices on the notice board
systems:
  severa: { connector: severa, login: client }
  board:  { connector: board,  login: key }
schedule: every 15 minutes
settings:
  invoices:
    title: Invoices
    status: { title: Status, record: severa/invoiceStatus, required: true }
    after:  { title: Status after, record: severa/invoiceStatus, required: true }
flows: [notes]
`,
  "notes.yaml": `transfer: notes
title: Notes of invoices
from: severa/invoice
to:   board/note
pick: status == settings.invoices.status
over: refuse
fields:
  subject: { value: "Invoice {number}", limit: 40 }
  amount:  totalExcludingTax.amount
  day:     date
recognise by: subject
then:
  - write back:
      status: settings.invoices.after
`,
};

function write(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** A system that nobody has heard of. */
async function withBoard(work: (host: string, notes: readonly JsonRecord[]) => Promise<void>): Promise<void> {
  const notes: JsonRecord[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://board");
    const send = (status: number, body: unknown): void =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const body = await streamText(request);
    if (url.pathname === "/token") return send(200, { token: "board-token" });
    if (request.headers.authorization !== "Board board-token") return send(401, {});
    if (url.pathname === "/me") return send(200, { name: "board" });
    if (request.method === "POST") {
      const note = { ...(JSON.parse(body) as JsonRecord), id: notes.length + 1 };
      notes.push(note);
      return send(201, note);
    }
    const id = /^\/notes\/(\d+)$/.exec(url.pathname)?.[1];
    if (id !== undefined) return send(200, notes[Number(id) - 1]);
    const subject = url.searchParams.get("subject");
    send(200, { notes: notes.filter((note) => subject === null || note["subject"] === subject) });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, notes);
  } finally {
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  }
}

describe("something new", () => {
  test("[ENG-11] a new integration between known systems is YAML only", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      write(join(ownMappings(stage), "severa-register"), newIntegration);
      stage.rewrite((file) =>
        merged(file, {
          companies: {
            demo: {
              integrations: {
                "severa-register": {
                  active: true,
                  systems: { severa: "severa-demo", procountor: "procountor-demo" },
                  settings: { products: { prefix: "100" } },
                },
              },
            },
          },
        }),
      );
      const check = await stage.cli("check");
      expect(check.code, check.out).toBe(0);
      for (let run = 0; run < 2; run += 1) {
        const { code, out, err } = await stage.cli("run", "--integration", "severa-register");
        expect(code, out + err).toBe(0);
      }
      const made = stage.sandbox.state.procountor.books.products
        .all()
        .filter((product) => product.made)
        .map(({ record }) => record)
        .toSorted((one, other) => Number(one["code"]) - Number(other["code"]));
      const ours = stage.sandbox.state.severa.world.products.all().filter(({ code }) => String(code).startsWith("100"));
      expect(made.map(({ type, code, name }) => ({ type, code, name }))).toEqual(
        ours.map(({ code, name }) => ({ type: "PURCHASE", code, name })),
      );
      expect(made).toHaveLength(9);
    });
  });

  test("[ENG-11] a new system is a YAML description and its schemas", async () => {
    await withBoard(async (host, notes) => {
      await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
        write(join(ownMappings(stage), "severa-board"), boardIntegration);
        const own = join(stage.folder, "schemas");
        cpSync(schemas(), own, { recursive: true });
        write(join(own, "board"), newSystem);
        stage.rewrite((file) =>
          merged(file, {
            schemas: own,
            connections: { board: { connector: "board", login: "key", host, credentials: { key: { env: "PATH" } } } },
            companies: {
              demo: {
                integrations: {
                  "severa-board": {
                    active: true,
                    systems: { severa: "severa-demo", board: "board" },
                    settings: { invoices: { status: "Waiting for transfer to Procountor", after: "Paid" } },
                  },
                },
              },
            },
          }),
        );
        const check = await stage.cli("check");
        expect(check.code, check.out).toBe(0);
        for (let run = 0; run < 2; run += 1) {
          const { code, out, err } = await stage.cli("run", "--integration", "severa-board");
          expect(code, out + err).toBe(0);
        }
        expect(
          notes
            .map(({ subject, amount, day }) => ({ subject, amount, day }))
            .toSorted((one, other) => String(one.subject).localeCompare(String(other.subject))),
        ).toEqual(
          [26001, 26002, 26003].map((number) => ({
            subject: `Invoice ${number}`,
            amount: recordAt(stage.invoice(number), "totalExcludingTax")["amount"],
            day: stage.invoice(number)["date"],
          })),
        );
        for (const number of [26001, 26002, 26003]) expect(stage.statusOf(number)).toBe("Paid");
      });
    });
  });
});
