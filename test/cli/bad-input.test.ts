import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { openStore } from "../../engine/store/open-store.ts";

const root = join(import.meta.dirname, "../..");
const MAPPING = "mappings/shop-books";

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly talk: string;
}

/** Calls the command line in a folder with the shop's mappings and these files. */
async function koppel(
  words: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  prepare: (folder: string) => void | Promise<void> = () => {},
): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "koppel-bad-input-"));
  try {
    cpSync(join(root, "test/golden/check/base"), join(folder, MAPPING), { recursive: true });
    cpSync(join(root, "test/golden/check/systems"), join(folder, "schemas"), { recursive: true });
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    await prepare(folder);
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/koppel.js"), ...words], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: folder },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 60_000,
    });
    return { code: status, out: stdout, talk: stderr.replaceAll(folder, "FOLDER") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No trace, no fault of ours. */
function expectCalm({ out, talk }: Answer): void {
  expect(out + talk).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(out + talk).not.toContain("fault of its own");
}

const deep = (count: number, open: string, inner: string, close = ""): string =>
  `${open.repeat(count)}${inner}${close.repeat(count)}`;

const bomb = Array.from({ length: 9 }, (_, level) => {
  const items = level === 0 ? Array(10).fill("x") : Array(10).fill(`*a${level - 1}`);
  return `a${level}: &a${level} [${items.join(", ")}]`;
}).join("\n");

const invoices = (pick: string): string =>
  readFileSync(join(root, "test/golden/check/base/invoices.yaml"), "utf8").replace(/^pick:.*$/m, () => `pick: ${pick}`);

const files: readonly (readonly [what: string, content: string | Uint8Array, says: RegExp])[] = [
  ["a tab in the indent", "transfer: invoices\n\tfrom: shop/order\n", /invoices\.yaml:2:1[\s\S]*replace the tab/],
  ["a text without its end", 'transfer: invoices\nfrom: "shop\nto: x\n', /:2:7[\s\S]*Put a "/],
  ["a brace without its end", "transfer: invoices\nfields: { a: b\n", /\} is missing/],
  ["a line indented too deep", "transfer: invoices\n  from: shop/order\n", /:2:3/],
  ["two colons in a line", "transfer: invoices: twice\n", /needs quotes/],
  ["a key that stands twice", "transfer: invoices\ntransfer: invoices\n", /:2:1[\s\S]*the first one/],
  ["an alias", "transfer: &a invoices\nfrom: *a\n", /write the value out/],
  ["a tag", "transfer: !!js/function invoices\n", /write the value out/],
  ["a merge key", "a: &a { b: c }\n<<: *a\ntransfer: invoices\n", /yaml-alias/],
  ["a second document", "transfer: invoices\n---\nregister: x\n", /:2:1/],
  ["a bomb of aliases", bomb, /write the value out/],
  [
    "keys of JavaScript's own",
    "transfer: invoices\n__proto__: { a: 1 }\nconstructor: x\n",
    /"__proto__" cannot be a key/,
  ],
  ["no map at all", "hello\n", /keys with values/],
  ["nothing", "", /the file is empty/],
  ["only a remark", "# later\n", /the file is empty/],
  ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), /no text in UTF-8/],
  ["UTF-16", Buffer.from("\ufefftransfer: x", "utf16le"), /it is UTF-16[\s\S]*Save it as UTF-8/],
  ["Latin-1", Buffer.from("transfer: invoices\ntitle: Myyntejä\n", "latin1"), /no text in UTF-8/],
  ["11 MB", "a".repeat(11 * 1024 * 1024), /11534336 bytes; at most 10485760/],
  ["20,000 brackets", `transfer: ${deep(20_000, "[", "", "]")}`, /more than 100 levels/],
  ["3,000 levels", Array.from({ length: 3000 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"), /more than 100 levels/],
  ["10,000 parentheses", invoices(deep(10_000, "(", "true", ")")), /20004 characters; at most 10000[\s\S]*`?let`?/],
  ["4,900 parentheses", invoices(deep(4900, "(", "true", ")")), /more than 100 levels/],
  ["2,400 nots", invoices(deep(2400, "not ", "true")), /more than 100 levels/],
  ["an expression of 100,000 characters", invoices(`name == "${"x".repeat(100_000)}"`), /at most 10000/],
];

describe("a mapping file that cannot be read says where and what", () => {
  it.each(files)("%s", async (_, content, says) => {
    const answer = await koppel(["check", MAPPING], { [`${MAPPING}/invoices.yaml`]: content });
    expectCalm(answer);
    expect(answer).toMatchObject({ code: 3, out: expect.stringMatching(says) });
    expect(answer.out).toContain(`${MAPPING}/invoices.yaml:`);
  });

  it("a folder without integration.yaml is not passed over", async () => {
    const answer = await koppel(["check"], {}, (folder) => rmSync(join(folder, MAPPING, "integration.yaml")));
    expect(answer).toMatchObject({ code: 3, out: expect.stringContaining(`${MAPPING} has no integration.yaml`) });
  });

  it("a connector that is not there is told once, not at every record kind", async () => {
    const text = readFileSync(join(root, "test/golden/check/base/integration.yaml"), "utf8");
    const wrong = text.replace("connector: books", "connector: bocks");
    const { code, out } = await koppel(["check", MAPPING], { [`${MAPPING}/integration.yaml`]: wrong });
    expect(code).toBe(3);
    expect(out).toContain('there is no connector "bocks"');
    expect(out).not.toContain("side-unknown");
  });
});

const csv: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ["a key that stands twice", "code2,name\nFI,FINLAND\nFI,SWEDEN\n", /countries\.csv:3:1[\s\S]*countries\.csv:2:1/],
  ["a column that is not there", "code,name\nFI,FINLAND\n", /no column "code2"; it has code, name/],
  ["a line too short", "code2,name\nFI\n", /countries\.csv:2:1/],
  ["a quote without its end", 'code2,name\n"FI,FINLAND\n', /countries\.csv:2:1[\s\S]*/],
  ["nothing", "", /its first line names the columns/],
];

describe("a table in a file says where it is wrong", () => {
  it.each(csv)("%s", async (_, text, says) => {
    const answer = await koppel(["check", MAPPING], { [`${MAPPING}/countries.csv`]: text });
    expect(answer).toMatchObject({ code: 3, out: expect.stringMatching(says) });
  });
});

const workspace = (more = ""): string => `
store: koppel.sqlite
mappings: ${root}/mappings
schemas:  ${root}/schemas
connections:
  severa:
    connector: severa
    login: client
    host: http://127.0.0.1:9
    credentials: { clientId: a, clientSecret: { file: secret } }
  procountor:
    connector: procountor
    login: api key
    host: http://127.0.0.1:9
    credentials: { clientId: a, clientSecret: { file: secret }, apiKey: { file: secret } }
companies:
  acme:
    timezone: Europe/Helsinki
    integrations:
      severa-procountor:
        active: true
        systems: { severa: severa, procountor: procountor }
        confirmed: [old-integration-ended]
        settings:
          defaultCodes: { product: A, workType: B, travelExpense: C }
          salesInvoices:
            statusToTransfer: Waiting
            statusAfterTransfer: Done
            bankAccount: FI4828331399102596
${more}`;

const edited = (from: string, to: string): string => {
  const text = workspace();
  if (!text.includes(from)) throw new Error(`the workspace has no ${from}`);
  return text.replace(from, to);
};

type Call = readonly [what: string, text: string, words: readonly string[], code: number, says: RegExp];

const workspaces: readonly Call[] = [
  [
    "a setting misspelt",
    edited("statusToTransfer:", "statusToTransfr:"),
    ["check"],
    3,
    /did you mean "statusToTransfer"\?\n +--> koppel\.yaml:27:13/,
  ],
  [
    "a setting of the wrong type",
    workspace("            email: maybe\n"),
    ["check"],
    3,
    /must be true or false, not "maybe"/,
  ],
  [
    "a connection that is not there",
    edited("severa: severa,", "severa: sevra,"),
    ["check"],
    3,
    /no connection "sevra"[\s\S]*"severa"/,
  ],
  [
    "a connection to the other system",
    edited("severa: severa,", "severa: procountor,"),
    ["check"],
    3,
    /leads to procountor/,
  ],
  ["no company", workspace().replace(/^companies:[\s\S]*/m, ""), ["run"], 3, /names no company with an integration/],
  ["nothing in it", "", ["run"], 3, /the file is empty/],
  ["a company misspelt", workspace(), ["plan", "--company", "acne"], 2, /Did you mean "acme"\?/],
  ["a company of setup misspelt", workspace(), ["setup", "acne", "severa-procountor"], 2, /Did you mean "acme"\?/],
  ["an integration misspelt", workspace(), ["run", "-i", "severa-procontor"], 2, /Did you mean "severa-procountor"\?/],
  ["a flow misspelt", workspace(), ["run", "--flow", "sales-invoce"], 2, /Did you mean "sales-invoices"\?/],
  ["a flow of the log misspelt", workspace(), ["log", "--flow", "sales-invoce"], 2, /Did you mean "sales-invoices"\?/],
  ["a folder for the store", edited("store: koppel.sqlite", "store: schemas"), ["status"], 1, /this is not a file/],
  [
    "no folder for the store",
    edited("store: koppel.sqlite", "store: no/where.sqlite"),
    ["run"],
    1,
    /there is no folder/,
  ],
  [
    "a system that refuses the connection",
    workspace(),
    ["plan"],
    1,
    /the log-in at http:..127.0.0.1:9 did not get through: the connection was refused/,
  ],
];

describe("a workspace that is wrong says what would be right", () => {
  it.each(workspaces)("%s", async (_, text, words, code, says) => {
    const answer = await koppel(words, { "koppel.yaml": text, secret: "s" });
    expectCalm(answer);
    expect(answer.out + answer.talk).toMatch(says);
    expect(answer.code).toBe(code);
  });

  it("a store that a newer Koppel has written is left alone", async () => {
    const answer = await koppel(["status"], { "koppel.yaml": workspace(), secret: "s" }, async (folder) => {
      const path = join(folder, "koppel.sqlite");
      await (await openStore(path)).close();
      const database = new DatabaseSync(path);
      database.exec("UPDATE store_meta SET value = '99' WHERE key = 'version'");
      database.close();
    });
    expectCalm(answer);
    expect(answer).toMatchObject({ code: 1, talk: expect.stringMatching(/koppel\.sqlite.*(newer|99)/) });
  });
});
