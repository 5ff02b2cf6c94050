/** Width and height in points. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What the header of a GIF, JPEG or PNG says, without anything being decoded; undefined for what is no such picture. */
export function pictureSize(type: string, bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (type === "image/png") return sizeOfPng(view);
    if (type === "image/gif") return sizeOfGif(view);
    return type === "image/jpeg" ? sizeOfJpeg(view) : undefined;
  } catch (fault) {
    // It ends within its header.
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

function sizeOfPng(view: DataView): PictureSize | undefined {
  const isPng = view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a;
  return isPng && view.getUint32(12) === IHDR ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

const IHDR = 0x49484452;

/** The larger of the screen and the first picture on it: room is made for both. */
function sizeOfGif(view: DataView): PictureSize | undefined {
  if (view.getUint32(0) !== 0x47494638) return undefined;
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  const first = firstPicture(view);
  return first === undefined
    ? undefined
    : { width: Math.max(screen.width, first.width), height: Math.max(screen.height, first.height) };
}

function firstPicture(view: DataView): PictureSize | undefined {
  const packed = view.getUint8(10);
  let at = 13 + (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);
  while (view.getUint8(at) === 0x21) {
    at += 2;
    while (view.getUint8(at) > 0) at += view.getUint8(at) + 1;
    at++;
  }
  if (view.getUint8(at) !== 0x2c) return undefined;
  return { width: view.getUint16(at + 5, true), height: view.getUint16(at + 7, true) };
}

function sizeOfJpeg(view: DataView): PictureSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** C0 to CF, but for the tables among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
