import type { FileBytes } from "./file-bytes.ts";
import { FileFault, unjoinable } from "./file-fault.ts";
import type { Limits } from "./limits.ts";
import { pictureSize } from "./picture-size.ts";

/** Throws a `FileFault` for files that are more than is taken on, by their length alone. */
export function judgeBytes(files: readonly Pick<FileBytes, "name" | "bytes">[], limits: Limits): void {
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes.byteLength;
    if (bytes > limits.bytes)
      throw new FileFault(
        `with ${file.name} the files have ${bytes} bytes together, of which at most ${limits.bytes} are made into one: smaller or fewer files would do`,
      );
  }
}

/** Throws a `FileFault` for a picture that is larger than is taken on, by its header: nothing is decoded. */
export function judgePictures(files: readonly FileBytes[], limits: Limits): void {
  for (const { name, type, bytes } of files) {
    const size = pictureSize(type, bytes);
    const most = type === "image/jpeg" ? limits.jpegPoints : limits.points;
    if (size !== undefined && size.width * size.height > most)
      throw unjoinable(
        name,
        `it has ${size.width} × ${size.height} points, of which at most ${most / 1_000_000} million are taken: ${
          type === "image/jpeg" ? "a smaller picture" : "a smaller picture, or a JPEG or PDF of it,"
        } would do`,
      );
  }
}
