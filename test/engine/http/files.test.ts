import { describe, expect, it } from "vitest";
import { MOST_FILE_BYTES } from "../../../engine/http/files.ts";
import { FileValue } from "../../../engine/value/value.ts";
import { invoice } from "./invoice-rows.ts";
import { type Arrived, connectTo, type Reply, using } from "./scripted-server.ts";

describe("files are fetched only when their bytes are wanted", () => {
  const PDF = Buffer.from("%PDF-1.7 \u0000\u00ff", "latin1");

  it("the invoice's own PDF costs no call before", async () => {
    const script = (request: Arrived): Reply | undefined =>
      request.path === "/v1/invoices/i1/pdf"
        ? { headers: { "content-type": "application/pdf" }, body: PDF }
        : undefined;
    await using(connectTo("severa", script), async ({ system, server, asked }) => {
      const [pdf] = await system.relation("invoice", "specification", [invoice(1)]);
      expect(pdf).toMatchObject({ name: "specification-1.pdf", type: "application/pdf" });
      expect(server.arrived).toEqual([]);
      expect(Buffer.from(await system.bytes(pdf as FileValue))).toEqual(PDF);
      expect(asked()[0]?.query.toString()).toBe("invoiceType=Invoice&pdfGetOptions=AttachmentAndBreakdown");
    });
  });

  it("attachments with name, type and size, from the file's own id", async () => {
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/v1/invoices/i1/files")
        return { json: [{ guid: "a", fileGuid: "f", name: "receipt.jpg", contentType: "image/jpeg", size: 3 }] };
      return request.path === "/v1/files/f/filedata"
        ? { headers: { "content-type": "image/jpeg" }, body: Buffer.from([1, 2, 3]) }
        : undefined;
    };
    await using(connectTo("severa", script), async ({ system }) => {
      const [files] = (await system.relation("invoice", "files", [invoice(1)])) as FileValue[][];
      expect(files?.[0]).toMatchObject({ name: "receipt.jpg", type: "image/jpeg", size: 3 });
      expect([...(await system.bytes(files?.[0] as FileValue))]).toEqual([1, 2, 3]);
    });
  });

  it("those of a travel invoice are those of its rows; rows without any cost no call", async () => {
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/v1/travelreimbursements/t/projecttravelexpenses")
        return {
          json: [
            { guid: "e1", attachmentCount: 2 },
            { guid: "e2", attachmentCount: 0 },
            { guid: "e3", attachmentCount: 1 },
          ],
        };
      const expense = /^\/v1\/projecttravelexpenses\/(e\d)\/files$/.exec(request.path)?.[1];
      return expense === undefined
        ? undefined
        : { json: [{ fileGuid: `f-${expense}`, name: `${expense}.pdf`, contentType: "application/pdf" }] };
    };
    await using(connectTo("severa", script), async ({ system, asked }) => {
      const [files] = (await system.relation("travelReimbursement", "files", [
        { guid: "t", number: 1 },
      ])) as FileValue[][];
      expect(files?.map((file) => file.name)).toEqual(["e1.pdf", "e3.pdf"]);
      expect(asked()).toHaveLength(3);
    });
  });

  it("Procountor's file is the last part of a multipart answer; its description is already in the invoice", async () => {
    const body = Buffer.concat([
      Buffer.from(
        '--b\r\nContent-Type: application/json\r\n\r\n{"id":9}\r\n--b\r\nContent-Type: application/pdf\r\n\r\n',
      ),
      PDF,
      Buffer.from("\r\n--b--\r\n"),
    ]);
    const script = (request: Arrived): Reply | undefined =>
      request.path === "/attachments/9"
        ? { headers: { "content-type": "multipart/mixed;boundary=b" }, body }
        : undefined;
    await using(connectTo("procountor", script), async ({ system }) => {
      const [files] = (await system.relation("invoice", "files", [
        { id: 5, attachments: [{ id: 9, name: "bill.pdf" }] },
      ])) as FileValue[][];
      expect(files?.[0]).toMatchObject({ name: "bill.pdf", type: "application/pdf" });
      expect(Buffer.from(await system.bytes(files?.[0] as FileValue))).toEqual(PDF);
    });
  });

  it("one that is gone is a fault with its call", async () => {
    await using(
      connectTo("severa", () => undefined),
      async ({ system }) => {
        const file = new FileValue("x", "application/pdf", undefined, {
          from: "system",
          system: "severa",
          operation: "invoice.pdf",
          values: { guid: "i1" },
        });
        await expect(system.bytes(file)).rejects.toMatchObject({
          name: "ReadFault",
          kind: "rejected",
          route: "GET /v1/invoices/{guid}/pdf",
          faults: [{ code: "file-unusable" }],
        });
      },
    );
  });

  it("one that is larger than is fetched is given up after the first try, or before it where its size is known", async () => {
    let calls = 0;
    const large = ({ path }: Arrived): Reply | undefined => {
      if (!path.endsWith("/pdf")) return undefined;
      calls++;
      return { body: "x".repeat(MOST_FILE_BYTES + 1) };
    };
    await using(connectTo("severa", large), async ({ system }) => {
      const pdf = (size?: number) =>
        new FileValue("scan.pdf", "application/pdf", size, {
          from: "system",
          system: "severa",
          operation: "invoice.pdf",
          values: { guid: "i1" },
        });
      const message =
        "severa: GET /v1/invoices/{guid}/pdf: scan.pdf has more than 50000000 bytes, which is more than is fetched: a smaller file would do";
      await expect(system.bytes(pdf())).rejects.toMatchObject({ kind: "rejected", message });
      expect(calls).toBe(1);
      await expect(system.bytes(pdf(MOST_FILE_BYTES + 1))).rejects.toMatchObject({ kind: "rejected", message });
      expect(calls).toBe(1);
    });
  });

  it("what has nothing to be fetched by is no file, and an answer without a file is told", async () => {
    const script = (request: Arrived): Reply | undefined =>
      request.path === "/attachments/9"
        ? { headers: { "content-type": "multipart/mixed;boundary=b" }, body: "--b\r\n\r\n--b--\r\n" }
        : undefined;
    await using(connectTo("procountor", script), async ({ system }) => {
      const [files] = (await system.relation("invoice", "files", [
        { id: 5, attachments: [{ name: "no id.pdf" }, { id: 9, name: "bill.pdf" }] },
      ])) as FileValue[][];
      expect(files?.map(({ name }) => name)).toEqual(["bill.pdf"]);
      await expect(system.bytes(files?.[0] as FileValue)).rejects.toMatchObject({ name: "ReadFault", kind: "broken" });
    });
  });
});
