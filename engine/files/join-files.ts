import { EncryptedPDFError, PDFDocument } from "@cantoo/pdf-lib";
import { encode } from "fast-png";
import { GifReader } from "omggif";
import type { FileBytes } from "./file-bytes.ts";
import { FileFault, unjoinable } from "./file-fault.ts";
import { LIMITS } from "./limits.ts";

/** A4 in PDF points. */
const page = { width: 595.28, height: 841.89, margin: 36 };

/** What the joining of a document is held to, and who is told of the file that it has come to. */
export interface Joining {
  readonly pages: number;
  readonly begins?: (file: string) => void;
}

/**
 * One PDF of all files in their order: the pages of PDFs, and each GIF, JPEG or PNG on a page of its own. Throws a
 * `FileFault`. What it costs in time and memory is the files' say: `makeApart` holds it to limits.
 */
export async function joinFiles(files: readonly FileBytes[], joining: Joining = LIMITS): Promise<Uint8Array> {
  const joined = await PDFDocument.create();
  for (const file of files) {
    joining.begins?.(file.name);
    if (file.type === "application/pdf") await addPdf(joined, file, joining.pages - joined.getPageCount());
    else await addPicture(joined, file);
    if (joined.getPageCount() > joining.pages) throw tooManyPages(file, joining.pages);
  }
  return joined.save();
}

function tooManyPages({ name }: FileBytes, most: number): FileFault {
  return unjoinable(name, `with it there are more than ${most} pages: a shorter one would do`);
}

async function addPdf(joined: PDFDocument, file: FileBytes, room: number): Promise<void> {
  const source = await readPdf(file);
  try {
    const pages = source.getPageIndices();
    if (pages.length > room) throw tooManyPages(file, joined.getPageCount() + room);
    for (const copy of await joined.copyPages(source, pages)) joined.addPage(copy);
  } catch (fault) {
    if (fault instanceof FileFault) throw fault;
    throw unreadable(file);
  }
}

async function readPdf(file: FileBytes): Promise<PDFDocument> {
  if (!isWhole(file.bytes)) throw unreadable(file);
  try {
    return await PDFDocument.load(file.bytes);
  } catch (fault) {
    if (fault instanceof EncryptedPDFError)
      throw unjoinable(file.name, "it is encrypted: a copy that opens without a password would do");
    throw unreadable(file);
  }
}

function unreadable({ name }: FileBytes): FileFault {
  return unjoinable(name, "it is not a readable PDF, or ends too early: the whole file, printed anew, would do");
}

/** Of a PDF that is cut off, the pages before the cut could be read as if they were all. */
function isWhole(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-LONGEST_TAIL);
  return tail.includes("%%EOF");
}

/** Within so many bytes other readers look for the end, too. */
const LONGEST_TAIL = 1024;

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
    throw unjoinable(file.name, `it is not a readable picture of the type ${file.type}`);
  }
  throw unjoinable(file.name, `its type is ${file.type}; GIF, JPEG, PNG and PDF can be joined`);
}

/** The first picture of a GIF. */
function pngOfGif(bytes: Uint8Array): Uint8Array {
  const gif = new GifReader(Buffer.from(bytes));
  const data = new Uint8Array(gif.width * gif.height * 4);
  gif.decodeAndBlitFrameRGBA(0, data);
  return encode({ width: gif.width, height: gif.height, data, channels: 4, depth: 8 });
}
