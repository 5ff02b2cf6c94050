import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../sandbox/server/json.ts";
import { type Call, severa, severaToken } from "./client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

async function all(path: string): Promise<readonly JsonRecord[]> {
  const found: JsonRecord[] = [];
  let token = "";
  do {
    const answer = await call(
      "GET",
      `${path}${path.includes("?") ? "&" : "?"}rowCount=7${token === "" ? "" : `&pageToken=${token}`}`,
    );
    found.push(...answer.list);
    token = answer.headers.get("NextPageToken") ?? "";
  } while (token !== "");
  return found;
}

async function status(name: string): Promise<string> {
  const found = (await call("GET", "/v1/invoicestatuses")).list.find((entry) => entry["name"] === name);
  return String(found?.["guid"]);
}

/** Half a cent goes away from zero. */
const rounded = (value: number) => Math.sign(value) * Math.round(Number(Math.abs(value).toFixed(4)));
const errorType = (record: JsonRecord) => recordAt(record, "error")["type"];

describe("Severa: login", () => {
  const token = (body: JsonRecord, version = "v1") =>
    fetch(`${sandbox.severa.baseUrl}/${version}/token`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });

  it("takes the names of the body without regard to case, on both version segments", async () => {
    const { clientId, clientSecret } = sandbox.severa;
    for (const version of ["v1", "v1.0"]) {
      const answer = await token(
        { client_Id: clientId, CLIENT_SECRET: clientSecret, grant_type: "client_credentials" },
        version,
      );
      const body = (await answer.json()) as JsonRecord;
      expect(answer.status).toBe(200);
      expect(body).toMatchObject({ access_token_type: "Bearer", access_token_expires_in: 3600 });
    }
  });

  it.each(["customers:read,invoices:read", "customers:read invoices:read", "customers:read, invoices:read"])(
    "takes the scopes as %s",
    async (scope) => {
      const limited = await severa(sandbox, scope);
      expect((await limited("GET", "/v1/invoices")).status).toBe(200);
      const refused = await limited("GET", "/v1/invoicestatuses");
      expect(refused.status).toBe(403);
      expect(errorType(refused.record)).toBe("InsufficientApiScope");
    },
  );

  it("refuses a wrong secret, a missing token and a foreign client id with the error model", async () => {
    const wrong = await token({ client_id: sandbox.severa.clientId, client_secret: "no" });
    expect(wrong.status).toBe(401);
    const without = await fetch(`${sandbox.severa.baseUrl}/v1/invoices`);
    expect(without.status).toBe(401);
    expect(errorType((await without.json()) as JsonRecord)).toBe("AuthenticationRequired");
    expect((await call("GET", "/v1/invoices", undefined, { Client_Id: "someone else" })).status).toBe(401);
  });

  it("does without the Client_Id header", async () => {
    const bearer = await severaToken(sandbox);
    const answer = await fetch(`${sandbox.severa.baseUrl}/v1/users`, {
      headers: { Authorization: `Bearer ${bearer}` },
    });
    expect(answer.status).toBe(200);
  });

  it("renews by a refresh token sent as a JSON string, once", async () => {
    const first = (await (
      await token({ client_id: sandbox.severa.clientId, client_secret: sandbox.severa.clientSecret })
    ).json()) as JsonRecord;
    const renew = () =>
      fetch(`${sandbox.severa.baseUrl}/v1/refreshtoken`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(first["refresh_token"]),
      });
    expect((await renew()).status).toBe(200);
    expect((await renew()).status).toBe(401);
  });

  it("answers the heartbeats, one of them only with a token", async () => {
    expect(await (await fetch(`${sandbox.severa.baseUrl}/heartbeat/server`)).text()).toBe("Server is alive.");
    expect((await fetch(`${sandbox.severa.baseUrl}/heartbeat/authorized`)).status).toBe(401);
    expect((await call("GET", "/heartbeat/authorized")).status).toBe(204);
  });
});

describe("Severa: lists", () => {
  it("pages by an opaque token in a header and gives each record once", async () => {
    const invoices = await all("/v1/invoices");
    expect(new Set(invoices.map((invoice) => invoice["guid"])).size).toBe(72);
    expect(invoices).toHaveLength(72);
  });

  it("gives 20 rows when none are asked for, and never more than 1000", async () => {
    expect((await call("GET", "/v1/invoices")).list).toHaveLength(20);
    expect((await call("GET", "/v1/invoices?rowCount=5000")).status).toBe(200);
  });

  it("refuses a token of another query", async () => {
    const token = (await call("GET", "/v1/invoices?rowCount=5")).headers.get("NextPageToken");
    const other = await call("GET", `/v1/invoices?rowCount=5&numbers=26001&pageToken=${token}`);
    expect(other.status).toBe(400);
    expect(errorType(other.record)).toBe("InvalidParameter");
    expect((await call("GET", `/v1/invoices?rowCount=9&pageToken=${token}`)).status).toBe(200);
  });

  it("pages registers by offset, without a header", async () => {
    const first = await call("GET", "/v1/contactpersons?rowCount=3");
    const second = await call("GET", "/v1/contactpersons?rowCount=3&firstRow=2");
    expect(first.headers.get("NextPageToken")).toBeNull();
    expect(second.list[0]?.["guid"]).toBe(first.list[2]?.["guid"]);
  });

  it("filters by repeated parameters", async () => {
    const found = await call("GET", "/v1/invoices?numbers=26001&numbers=26003");
    expect(found.list.map((invoice) => invoice["number"])).toEqual([26001, 26003]);
    const waiting = await all(`/v1/invoices?invoiceStatusGuids=${await status("Waiting for transfer to Procountor")}`);
    expect(waiting.map((invoice) => invoice["number"])).toEqual(sandbox.state.expected.waitingInvoices);
  });

  it("counts changedSince inclusively", async () => {
    const invoice = (await call("GET", "/v1/invoices?numbers=26040")).list[0];
    const at = String(invoice?.["lastUpdatedDateTime"]);
    const guids = (await all(`/v1/invoices?changedSince=${encodeURIComponent(at)}`)).map((entry) => entry["guid"]);
    expect(guids).toContain(invoice?.["guid"]);
    const later = new Date(Date.parse(at) + 1).toISOString();
    expect((await all(`/v1/invoices?changedSince=${later}`)).map((entry) => entry["guid"])).not.toContain(
      invoice?.["guid"],
    );
  });

  it("has nothing in the lists of deleted things", async () => {
    expect((await call("GET", "/v1/deletedprojectfees")).list).toEqual([]);
  });

  it("gives the rows of all invoices as those of each", async () => {
    const rows = await all("/v1/invoicerows");
    const invoices = await all("/v1/invoices");
    const first = invoices[0]?.["guid"];
    const own = await all(`/v1/invoices/${first}/invoicerows`);
    expect(rows.filter((row) => row["invoiceGuid"] === first)).toEqual(own);
    expect(own.length).toBeGreaterThan(0);
  });
});

describe("Severa: documents", () => {
  it("answers 404 without a body for what does not exist", async () => {
    const answer = await call("GET", "/v1/invoices/00000000-0000-4000-8000-000000000000");
    expect([answer.status, answer.text]).toEqual([404, ""]);
  });

  it("totals an invoice from its rows", async () => {
    for (const invoice of await all("/v1/invoices")) {
      const rows = await all(`/v1/invoices/${invoice["guid"]}/invoicerows`);
      const cents = rows.reduce(
        (sum, row) => sum + rounded(Number(row["quantity"]) * Number(recordAt(row, "unitPrice")["amount"]) * 100),
        0,
      );
      expect(cents / 100).toBeCloseTo(Number(recordAt(invoice, "totalExcludingTax")["amount"]), 2);
      if (invoice["isCreditNote"] === true) expect(cents).toBeLessThan(0);
    }
  });

  it("shows what is behind a row, with its project", async () => {
    const invoice = (await call("GET", "/v1/invoices?numbers=26002")).list[0] as JsonRecord;
    for (const row of await all(`/v1/invoices/${invoice["guid"]}/invoicerows`)) {
      const kind = { Hours: "workhours", ProjectFees: "projectfees", TravelExpenses: "projecttravelexpenses" }[
        String(row["rowType"])
      ];
      const entries = (await call("GET", `/v1/invoicerows/${row["guid"]}/${kind}`)).list;
      const quantity = entries.reduce((sum, entry) => sum + Number(entry["quantity"]), 0);
      expect(quantity).toBeCloseTo(Number(row["quantity"]), 2);
      const projects = (invoice["projects"] as readonly JsonRecord[]).map((project) => project["guid"]);
      for (const entry of entries) expect(projects).toContain(recordAt(entry, "project")["guid"]);
    }
  });

  it("gives the PDF by its parts and the bytes of attachments", async () => {
    const invoice = (await call("GET", "/v1/invoices?numbers=26004")).list[0] as JsonRecord;
    const pdf = await call("GET", `/v1/invoices/${invoice["guid"]}/pdf?pdfGetOptions=AttachmentAndBreakdown`);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.text.startsWith("%PDF-1.4")).toBe(true);
    expect((await call("GET", `/v1/invoices/${invoice["guid"]}/pdf?pdfGetOptions=Everything`)).status).toBe(400);
    const file = (await call("GET", `/v1/invoices/${invoice["guid"]}/files`)).list[0] as JsonRecord;
    const bytes = await call("GET", `/v1/files/${file["fileGuid"]}/filedata`);
    expect(bytes.headers.get("content-type")).toBe(file["contentType"]);
    expect(Number(bytes.headers.get("content-length"))).toBe(file["size"]);
  });
});

describe("Severa: changes", () => {
  it("takes Replace only, without regard to case, and answers an array", async () => {
    const draft = (await all("/v1/invoices")).find(
      (invoice) => recordAt(invoice, "status")["name"] === "Draft",
    ) as JsonRecord;
    const path = `/v1/invoices/${draft["guid"]}`;
    const answer = await call("PATCH", path, [{ op: "replace", path: "/OrderNumber", value: "PO-1" }]);
    expect(answer.list[0]).toMatchObject({ orderNumber: "PO-1", number: null });
    expect(Date.parse(String(answer.list[0]?.["lastUpdatedDateTime"]))).toBeGreaterThan(
      Date.parse(String(draft["lastUpdatedDateTime"])),
    );
    const removal = await call("PATCH", path, [{ op: "Remove", path: "/orderNumber" }]);
    expect([removal.status, errorType(removal.record)]).toEqual([400, "InvalidOperation"]);
    expect((await call("PATCH", path, [{ op: "Replace", path: "/totalTax", value: 1 }])).status).toBe(400);
  });

  it("numbers an invoice when its status asks for a number", async () => {
    const draft = (await all("/v1/invoices")).find(
      (invoice) => recordAt(invoice, "status")["name"] === "Draft",
    ) as JsonRecord;
    const next = (await call("GET", "/v1/organizationsettings")).record["nextInvoiceNumber"];
    const guid = await status("Waiting for transfer to Procountor");
    const answer = await call("PATCH", `/v1/invoices/${draft["guid"]}`, [
      { op: "Replace", path: "/status", value: { guid } },
    ]);
    expect(answer.list[0]?.["number"]).toBe(next);
    await call("PATCH", `/v1/invoices/${draft["guid"]}`, [
      { op: "Replace", path: "/status/guid", value: await status("Draft") },
    ]);
  });

  it("lets only the status of a read-only invoice change", async () => {
    const invoice = (await call("GET", "/v1/invoices?numbers=26005")).list[0] as JsonRecord;
    const path = `/v1/invoices/${invoice["guid"]}`;
    const edit = await call("PATCH", path, [{ op: "Replace", path: "/notes", value: "x" }]);
    expect([edit.status, errorType(edit.record)]).toEqual([400, "InvalidOperation"]);
    const moved = await call("PATCH", path, [
      { op: "Replace", path: "/status/guid", value: await status("Transferred to Procountor") },
    ]);
    expect(recordAt(moved.list[0] ?? {}, "status")["name"]).toBe("Transferred to Procountor");
    expect(sandbox.audit().losses).toContainEqual({ kind: "invoice", number: 26005 });
    await call("PATCH", path, [
      { op: "Replace", path: "/status/guid", value: await status("Waiting for transfer to Procountor") },
    ]);
    expect(sandbox.audit().losses).toEqual([]);
  });

  it("answers a created fee as an array with 201, and names what is wrong with another", async () => {
    const project = (await call("GET", "/v1/projects")).list[0] as JsonRecord;
    const fee = {
      Name: "Alihankinta",
      project: { guid: project["guid"] },
      quantity: 1,
      unitPrice: { amount: 120.5, currencyCode: "EUR" },
      eventDate: "2026-03-01",
    };
    const made = await call("POST", "/v1/projectfees", fee as unknown as JsonRecord);
    expect(made.status).toBe(201);
    expect(made.list[0]).toMatchObject({ name: "Alihankinta", quantity: 1 });
    const wrong = await call("POST", "/v1/projectfees", {
      ...fee,
      project: { guid: "nobody" },
    } as unknown as JsonRecord);
    expect([wrong.status, errorType(wrong.record)]).toEqual([400, "InvalidParameter"]);
    await call("POST", "/v1/projectfees", fee as unknown as JsonRecord);
    expect(sandbox.audit().duplicates).toHaveLength(1);
  });

  it("takes a file for a project as multipart/related", async () => {
    const project = (await call("GET", "/v1/projects")).list[0] as JsonRecord;
    const body = `--b\r\nContent-Type: application/json\r\n\r\n{"Name":"kuitti.pdf"}\r\n--b\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 x\r\n--b--\r\n`;
    const made = await call("POST", `/v1/projects/${project["guid"]}/files`, body, {
      "Content-Type": "multipart/related; boundary=b",
    });
    expect(made.record).toMatchObject({ name: "kuitti.pdf", size: 10 });
    expect((await call("GET", `/v1/files/${made.record["fileGuid"]}/filedata`)).text).toBe("%PDF-1.4 x");
  });
});

describe("Severa: travel reimbursements", () => {
  it("lists those in a status, with their expenses and receipts", async () => {
    const waiting = (await call("GET", "/v1/travelreimbursementstatuses")).list.find(
      (entry) => entry["name"] === "Waiting for transfer to Procountor",
    ) as JsonRecord;
    expect(waiting).toMatchObject({ isLocked: true, isApproved: true });
    const found = await all(`/v1/travelreimbursements?travelReimbursementStatusGuids=${waiting["guid"]}`);
    expect(found.map((record) => record["number"])).toEqual(sandbox.state.expected.waitingTravel);
    const expenses = (await call("GET", `/v1/travelreimbursements/${found[2]?.["guid"]}/projecttravelexpenses`)).list;
    const total = expenses.reduce(
      (sum, expense) => sum + Number(expense["quantity"]) * Number(recordAt(expense, "unitPrice")["amount"]),
      0,
    );
    expect(total).toBeCloseTo(Number(recordAt(found[2] ?? {}, "total")["amount"]), 2);
    const withFile = expenses.find((expense) => expense["attachmentCount"] === 1) as JsonRecord;
    expect((await call("GET", `/v1/projecttravelexpenses/${withFile["guid"]}/files`)).list).toHaveLength(1);
  });
});
