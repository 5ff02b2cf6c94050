import { crc32, deflateSync } from "node:zlib";

/** Foreign files that cost their reader far more than their length. */

/** A few bytes that ask for a picture of 12,000 × 12,000 points. */
export function largeGif(width = 12_000, height = 12_000): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  return Buffer.concat([
    Buffer.from("GIF89a"),
    size,
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    Buffer.from([0x2c, 0, 0, 0, 0]),
    size,
    Buffer.from([0, 2, 1, 0x44, 0]),
    Buffer.from([0x3b]),
  ]);
}

/** A PNG whose header says one thing; its data of `bytes` zeros may be another. */
export function png(width: number, height: number, bytes: number, more: readonly Buffer[] = []): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk("IHDR", header),
    ...more,
    pngChunk("IDAT", zeros(bytes)),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A compressed remark that is unpacked by whoever reads the picture. */
export function pngRemark(bytes: number): Buffer {
  return pngChunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), zeros(bytes)]));
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** So many zeros, compressed to a thousandth. */
export function zeros(bytes: number): Buffer {
  return deflateSync(Buffer.alloc(bytes));
}

/** A PDF of one page with further objects. */
export function pdf(...objects: readonly (string | Buffer)[]): Uint8Array {
  return Buffer.concat([
    Buffer.from(
      "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
    ),
    ...objects.map((object) => (typeof object === "string" ? Buffer.from(object) : object)),
    Buffer.from("trailer\n<</Root 1 0 R/Size 9>>\n%%EOF\n"),
  ]);
}

/** An object with a stream. */
export function stream(number: number, dictionary: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${number} 0 obj\n<<${dictionary}/Length ${content.length}>>\nstream\n`),
    content,
    Buffer.from("\nendstream\nendobj\n"),
  ]);
}
