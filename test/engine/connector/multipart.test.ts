import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMultipart, writeMultipart } from "../../../engine/connector/multipart.ts";
import { FileValue } from "../../../engine/value/value.ts";

describe("multipart", () => {
  it("bytes that were written are read back as they are, whatever they hold", () => {
    const multipart = {
      type: "form-data",
      mostBytes: 1e6,
      parts: [
        { name: "meta", fields: [{ name: "n", from: "name" }] },
        { name: "file", file: "file" },
      ],
    } as const;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const file = new FileValue("f.bin", "application/octet-stream", undefined, { from: "bytes", bytes });
        const body = writeMultipart(multipart, { name: "x", file }, () => bytes, "boundary-0123456789");
        expect([...(readMultipart(body.contentType, body.bytes) ?? [])]).toEqual([...bytes]);
      }),
    );
  });

  it("an answer that is none is undefined", () => {
    expect(readMultipart("application/json", Buffer.from("{}"))).toBeUndefined();
    expect(readMultipart("multipart/mixed; boundary=b", Buffer.from("nothing"))).toBeUndefined();
  });
});
