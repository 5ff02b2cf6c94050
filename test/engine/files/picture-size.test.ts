import { encode } from "fast-png";
import { expect, it } from "vitest";
import { pictureSize } from "../../../engine/files/picture-size.ts";
import { expectAtOnce } from "../../attack.ts";
import { largeGif } from "./attacks.ts";

const jpeg = (...segments: readonly (readonly number[])[]) => Uint8Array.from([0xff, 0xd8, ...segments.flat()]);
const frame = (marker: number) => [0xff, marker, 0, 11, 8, 0x01, 0x02, 0x03, 0x04, 1, 0, 0, 0];

it.each([
  ["a PNG", "image/png", encode({ width: 3, height: 2, data: new Uint8Array(24), channels: 4, depth: 8 }), [3, 2]],
  ["a GIF", "image/gif", largeGif(700, 500), [700, 500]],
  ["a GIF whose first picture is larger than its screen", "image/gif", overflowing(), [12_000, 11_000]],
  ["a JPEG", "image/jpeg", jpeg([0xff, 0xe0, 0, 4, 1, 2], frame(0xc0)), [0x0304, 0x0102]],
  ["a progressive JPEG with filling", "image/jpeg", jpeg([0xff, 0xff], frame(0xc2).slice(1)), [0x0304, 0x0102]],
  ["a JPEG with a table before its frame", "image/jpeg", jpeg([0xff, 0xc4, 0, 2], frame(0xc1)), [0x0304, 0x0102]],
])("the size of %s", (_, type, bytes, [width, height]) => {
  expect(pictureSize(type, bytes)).toEqual({ width, height });
});

function overflowing(): Uint8Array {
  const gif = Buffer.from(largeGif(12_000, 11_000));
  gif.writeUInt16LE(1, 6);
  gif.writeUInt16LE(1, 8);
  const remark = Buffer.from([0x21, 0xfe, 2, 65, 66, 0]);
  return Buffer.concat([gif.subarray(0, 19), remark, gif.subarray(19)]);
}

it("is not known of what is none, or ends within its header", () => {
  for (const type of ["image/png", "image/gif", "image/jpeg", "application/pdf"])
    for (const bytes of [[], [1, 2, 3], [0xff, 0xd8, 0xff], Array<number>(40).fill(65)])
      expect(pictureSize(type, Uint8Array.from(bytes))).toBeUndefined();
  expect(pictureSize("image/gif", largeGif().subarray(0, 20))).toBeUndefined();
});

it("is found at once, however much stands before it", () => {
  const gif = largeGif();
  const remarks = new Uint8Array(1_000_000).fill(1);
  const long = Buffer.concat([gif.subarray(0, 19), Buffer.from([0x21, 0xfe]), remarks]);
  expectAtOnce(() => pictureSize("image/gif", long));
  expectAtOnce(() => pictureSize("image/jpeg", Uint8Array.from([0xff, 0xd8, ...Array(100_000).fill(0xff)])));
});
