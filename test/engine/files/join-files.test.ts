import { PDFDocument } from "@cantoo/pdf-lib";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { FileFault } from "../../../engine/files/file-fault.ts";
import { joinFiles } from "../../../engine/files/join-files.ts";

const png = encode({ width: 2, height: 1, data: new Uint8Array(8).fill(255), channels: 4, depth: 8 });
/** One white point, the smallest GIF there is. */
const gif = Uint8Array.from(Buffer.from("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=", "base64"));

async function pdf(pages: readonly (readonly [number, number])[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const [width, height] of pages) document.addPage([width, height]);
  return document.save();
}

async function sizesOf(bytes: Uint8Array) {
  const document = await PDFDocument.load(bytes);
  return document.getPages().map((page) => [Math.round(page.getWidth()), Math.round(page.getHeight())]);
}

describe("joining", () => {
  it("gives the pages of PDFs as they are and each picture a page of A4, in their order", async () => {
    const joined = await joinFiles([
      { name: "a.png", type: "image/png", bytes: png },
      {
        name: "b.pdf",
        type: "application/pdf",
        bytes: await pdf([
          [100, 200],
          [300, 400],
        ]),
      },
      { name: "c.gif", type: "image/gif", bytes: gif },
    ]);
    expect(await sizesOf(joined)).toEqual([
      [595, 842],
      [100, 200],
      [300, 400],
      [595, 842],
    ]);
  });

  it("refuses what is not what it says to be, by its name", async () => {
    const broken = [
      {
        name: "scan.pdf",
        type: "application/pdf",
        problem: "it is not a readable PDF, or ends too early: the whole file, printed anew, would do",
      },
      { name: "photo.jpg", type: "image/jpeg", problem: "it is not a readable picture of the type image/jpeg" },
      { name: "film.gif", type: "image/gif", problem: "it is not a readable picture of the type image/gif" },
    ];
    for (const { name, type, problem } of broken) {
      const fault = await joinFiles([{ name, type, bytes: Uint8Array.of(1, 2, 3) }]).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(FileFault);
      expect((fault as FileFault).message).toBe(`${name} cannot be joined into one PDF: ${problem}`);
    }
  });

  it("refuses a type that has no pages", async () => {
    const joining = joinFiles([{ name: "list.csv", type: "text/csv", bytes: new Uint8Array() }]);
    await expect(joining).rejects.toThrow("its type is text/csv; GIF, JPEG, PNG and PDF can be joined");
  });
});
