import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../sandbox/server/json.ts";
import { procountor, severa } from "./client.ts";

describe("looking into the sandbox", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 6, invoices: 30, quota: false });
  });
  afterAll(() => sandbox.close());
  const at = async (path: string, body?: JsonRecord) => {
    const answer = await fetch(
      `${sandbox.url}/sandbox${path}`,
      body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
    );
    return { status: answer.status, body: (await answer.json()) as JsonRecord };
  };

  it("edits an invoice as a person would: status by name, fields, rows and the customer's card", async () => {
    const call = await severa(sandbox);
    const refused = sandbox.state.expected.refusals.find(
      (entry) => entry.case === "business ID with a wrong check digit",
    );
    const before = (await call("GET", `/v1/invoices?numbers=${refused?.number}`)).list[0] as JsonRecord;
    const edited = await at(`/severa/invoices/${refused?.number}`, {
      change: {
        status: "Draft",
        orderNumber: "PO-9",
        receiverVatNumber: "FI01120389",
        customer: { vatNumber: "FI01120389" },
        rows: { 0: { description: "Korjattu" } },
      },
    });
    expect(edited.status).toBe(200);
    const after = (await call("GET", `/v1/invoices/${before["guid"]}`)).record;
    expect(after).toMatchObject({ orderNumber: "PO-9", number: refused?.number });
    expect(recordAt(after, "status")["name"]).toBe("Draft");
    expect((await call("GET", `/v1/customers/${recordAt(after, "customer")["guid"]}`)).record["vatNumber"]).toBe(
      "FI01120389",
    );
    expect((await call("GET", `/v1/invoices/${before["guid"]}/invoicerows`)).list[0]?.["description"]).toBe("Korjattu");
    expect(String(after["lastUpdatedDateTime"]) > String(before["lastUpdatedDateTime"])).toBe(true);
    const large = sandbox.state.expected.refusals.find((entry) => entry.case === "attachment over 10 MB");
    const files = async (guid: unknown) => (await call("GET", `/v1/invoices/${guid}/files`)).list.length;
    const { guid } = (await call("GET", `/v1/invoices?numbers=${large?.number}`)).list[0] as JsonRecord;
    expect(await files(guid)).toBe(1);
    await at(`/severa/invoices/${large?.number}`, { files: false });
    expect(await files(guid)).toBe(0);
    expect((await at("/severa/invoices/1", { status: "Draft" })).status).toBe(404);
  });

  it("edits travel reimbursements and Procountor's invoices in the same way", async () => {
    const call = await severa(sandbox);
    const [noAccount, noCode] = sandbox.state.expected.refusals.filter((entry) => entry.kind === "travel");
    const { guid, user } = (
      await at(`/severa/travel/${noAccount?.number}`, {
        status: "Draft",
        user: { bankAccountNumber: "FI2112345600000785" },
      })
    ).body as { guid: string; user: { guid: string } };
    expect((await call("GET", `/v1/users/${user.guid}`)).record["bankAccountNumber"]).toBe("FI2112345600000785");
    expect(
      recordAt((await call("GET", `/v1/travelreimbursements/${guid}`)).record, "travelReimbursementStatus")["name"],
    ).toBe("Draft");
    const other = (
      await at(`/severa/travel/${noCode?.number}`, { expenses: { 0: { travelExpense: { code: "3001" } } } })
    ).body;
    const expense = (await call("GET", `/v1/travelreimbursements/${other["guid"]}/projecttravelexpenses`))
      .list[0] as JsonRecord;
    expect(recordAt(expense, "travelExpense")["code"]).toBe("3001");

    const purchase = sandbox.state.procountor.books.invoices
      .all()
      .find(({ record }) => record["status"] === "UNFINISHED")?.record as JsonRecord;
    await at(`/procountor/invoices/${purchase["invoiceNumber"]}`, { status: "APPROVED" });
    const seen = (await (await procountor(sandbox))("GET", `/invoices/${purchase["id"]}`)).record;
    expect(seen["status"]).toBe("APPROVED");
    expect(String(seen["version"]) > String(purchase["version"])).toBe(true);
    expect((await at(`/procountor/invoices/${purchase["invoiceNumber"]}`, { status: "LOST" })).status).toBe(404);
  });

  it("logs requests without any secret", async () => {
    await procountor(sandbox);
    await severa(sandbox);
    const text = await (await fetch(`${sandbox.url}/sandbox/requests?tail=1000`)).text();
    expect(text).toContain('"path":"/oauth/token"');
    for (const secret of [
      sandbox.severa.clientSecret,
      sandbox.procountor.clientSecret,
      sandbox.procountor.apiKey,
      "sv-",
      "pc.",
    ])
      expect(text).not.toContain(secret);
  });

  it("counts calls by route, not by record", async () => {
    const call = await severa(sandbox);
    for (const { guid } of (await call("GET", "/v1/customers?rowCount=3")).list as readonly { guid: string }[])
      await call("GET", `/v1/customers/${guid}`);
    expect(sandbox.audit().calls["severa GET /v1/customers/{guid}"]).toBeGreaterThanOrEqual(3);
  });

  it("goes back to the start", async () => {
    await at("/severa/invoices/26001", { status: "Draft" });
    expect(sandbox.audit().waiting.invoices).toBeLessThan(30);
    expect((await at("/reset", {})).status).toBe(200);
    expect(sandbox.audit().waiting.invoices).toBe(30);
    expect((await at("/nowhere")).status).toBe(404);
  });
});

describe("the sandbox as a process", () => {
  const main = fileURLToPath(new URL("../../sandbox/main.ts", import.meta.url));

  it("prints its addresses in one line of JSON and ends on SIGTERM", async () => {
    const child = spawn(process.execPath, [main, "--invoices", "5", "--no-quota"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { severa: address } = JSON.parse(line.toString()) as { severa: { baseUrl: string } };
    expect(await (await fetch(`${address.baseUrl}/heartbeat/server`)).text()).toBe("Server is alive.");
    child.kill("SIGTERM");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  it("says what is wrong with a flag and how it is used", async () => {
    const child = spawn(process.execPath, [main, "--invoices", "many"], { stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    expect((await once(child, "exit"))[0]).toBe(2);
    expect(text).toContain("invoices is a whole number from 1 to 100000");
  });
});
