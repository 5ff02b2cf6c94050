import { PDFDocument } from "@cantoo/pdf-lib";
import { encode } from "fast-png";
import { GifReader } from "omggif";
import type { FileBytes } from "./file-bytes.ts";

/** A file that cannot become part of a PDF. The message names it and says what would do. */
export class JoinFault extends Error {
  constructor(file: string, problem: string) {
    super(`${file} cannot be joined into one PDF: ${problem}`);
    this.name = "JoinFault";
  }
}

/** A4 in PDF points. */
const page = { width: 595.28, height: 841.89, margin: 36 };

/** One PDF of all files in their order: the pages of PDFs, and each GIF, JPEG or PNG on a page of its own. */
export async function joinFiles(files: readonly FileBytes[]): Promise<Uint8Array> {
  const joined = await PDFDocument.create();
  for (const file of files) {
    if (file.type === "application/pdf") await addPdf(joined, file);
    else await addPicture(joined, file);
  }
  return joined.save();
}

async function addPdf(joined: PDFDocument, file: FileBytes): Promise<void> {
  const source = await readPdf(file);
  for (const copy of await joined.copyPages(source, source.getPageIndices())) joined.addPage(copy);
}

async function readPdf(file: FileBytes): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(file.bytes);
  } catch {
    throw new JoinFault(file.name, "it is not a readable PDF, or it is encrypted");
  }
}

async function addPicture(joined: PDFDocument, file: FileBytes): Promise<void> {
  const picture = await embed(joined, file);
  const room = { width: page.width - 2 * page.margin, height: page.height - 2 * page.margin };
  const scale = Math.min(1, room.width / picture.width, room.height / picture.height);
  const size = { width: picture.width * scale, height: picture.height * scale };
  joined
    .addPage([page.width, page.height])
    .drawImage(picture, { x: page.margin, y: page.height - page.margin - size.height, ...size });
}

async function embed(joined: PDFDocument, file: FileBytes): ReturnType<PDFDocument["embedPng"]> {
  try {
    if (file.type === "image/jpeg") return await joined.embedJpg(file.bytes);
    if (file.type === "image/png") return await joined.embedPng(file.bytes);
    if (file.type === "image/gif") return await joined.embedPng(pngOfGif(file.bytes));
  } catch {
    throw new JoinFault(file.name, `it is not a readable picture of the type ${file.type}`);
  }
  throw new JoinFault(file.name, `its type is ${file.type}; GIF, JPEG, PNG and PDF can be joined`);
}

/** The first picture of a GIF. */
function pngOfGif(bytes: Uint8Array): Uint8Array {
  const gif = new GifReader(Buffer.from(bytes));
  const data = new Uint8Array(gif.width * gif.height * 4);
  gif.decodeAndBlitFrameRGBA(0, data);
  return encode({ width: gif.width, height: gif.height, data, channels: 4, depth: 8 });
}
