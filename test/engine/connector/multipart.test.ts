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

  it("a file's name and type begin no line and end no text of their own", () => {
    const bytes = new Uint8Array([1]);
    const file = new FileValue('a"\r\nX-Evil: 1\r\n\r\n.pdf', "application/pdf\r\nX-Evil: 1", undefined, {
      from: "bytes",
      bytes,
    });
    const multipart = { type: "form-data", mostBytes: 10, parts: [{ name: "file", file: "file" }] } as const;
    const body = writeMultipart(multipart, { file }, () => bytes, "b");
    expect(Buffer.from(body.bytes).toString("latin1").split("\r\n")).toEqual([
      "--b",
      'Content-Disposition: form-data; name="file"; filename="a___X-Evil_ 1____.pdf"',
      "Content-Type: application/pdf X-Evil: 1",
      "",
      "\u0001",
      "--b--",
      "",
    ]);
  });

  it("of an answer the last part counts that is not its description, whatever the vendor calls its type", () => {
    const answer = (...parts: (readonly [type: string, content: string])[]) =>
      Buffer.from(
        `${parts.map(([type, content]) => `--b\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`).join("")}--b--\r\n`,
      );
    const read = (...parts: Parameters<typeof answer>) => {
      const bytes = readMultipart('multipart/mixed; boundary="b"', answer(...parts));
      return bytes === undefined ? undefined : Buffer.from(bytes).toString();
    };
    expect(read(["application/pdf", "%PDF"], ["application/json", '{"name":"a"}'])).toBe("%PDF");
    expect(read(["application/json", '{"name":"a"}'], ["application/json", "%PDF"])).toBe("%PDF");
    expect(read(["application/json", '{"name":"a"}'])).toBeUndefined();
  });
});
