import { describe, expect, it } from "vitest";
import { FileValue, type Value } from "../../../../engine/value/value.ts";
import { evaluated } from "../fixture.ts";

const file = (name: string): FileValue =>
  new FileValue(name, "image/jpeg", 3, { from: "bytes", bytes: new Uint8Array(3) });

describe("files", () => {
  const [scan, photo] = [file("scan.v2.jpg"), file("photo.jpg")];

  it("one under another name is the same file", () => {
    expect(evaluated('named(pdf, "a.jpg")', { pdf: scan })).toEqual(
      new FileValue("a.jpg", scan.type, scan.size, scan.fetch),
    );
  });

  it("are joined in order, into a PDF named after the first", () => {
    const joined = evaluated("pdf(pdf, files)", { pdf: scan, files: [photo, null] } as Value) as FileValue;
    expect(joined).toMatchObject({ name: "scan.v2.pdf", type: "application/pdf" });
    expect(joined.fetch).toEqual({ from: "joined", files: [scan, photo] });
    expect(evaluated("pdf(files)", { files: [] })).toBeUndefined();
  });

  it("are packed with what is there of them", () => {
    const packed = evaluated('zip("all.zip", pdf, files)', { files: [photo] } as Value) as FileValue;
    expect(packed).toMatchObject({ name: "all.zip", type: "application/zip" });
    expect(packed.fetch).toEqual({ from: "zip", files: [photo] });
  });
});
