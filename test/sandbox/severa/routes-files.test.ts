import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { JsonRecord } from "../../../sandbox/server/json.ts";
import { type Call, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

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

it("takes a file for a project as multipart/related", async () => {
  const project = (await call("GET", "/v1/projects")).list[0] as JsonRecord;
  const body = `--b\r\nContent-Type: application/json\r\n\r\n{"Name":"kuitti.pdf"}\r\n--b\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 x\r\n--b--\r\n`;
  const made = await call("POST", `/v1/projects/${project["guid"]}/files`, body, {
    "Content-Type": "multipart/related; boundary=b",
  });
  expect(made.record).toMatchObject({ name: "kuitti.pdf", size: 10 });
  expect((await call("GET", `/v1/files/${made.record["fileGuid"]}/filedata`)).text).toBe("%PDF-1.4 x");
});
