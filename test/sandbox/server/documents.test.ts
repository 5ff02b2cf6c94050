import { PDFDocument } from "@cantoo/pdf-lib";
import { GifReader } from "omggif";
import { expect, it } from "vitest";
import { gif, pdf, pdfOfSize } from "../../../sandbox/server/documents.ts";

it("makes a PDF of one page that a reader opens, brackets in its text or not", async () => {
  const document = await PDFDocument.load(pdf(["Lasku (1)", "a\\b"]), { throwOnInvalidObject: true });
  expect(document.getPageCount()).toBe(1);
});

it("makes a PDF of exactly the size asked for", async () => {
  const bytes = pdfOfSize(20_000);
  expect(bytes.length).toBe(20_000);
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1);
});

it("makes a picture of one pixel", () => {
  const reader = new GifReader(gif());
  expect([reader.width, reader.height, reader.numFrames()]).toEqual([1, 1, 1]);
});
