import { expect, it } from "vitest";
import { parseMultipart } from "../../../sandbox/server/multipart.ts";

const shown = (type: string, body: string | Buffer) =>
  parseMultipart(type, Buffer.from(body as string))?.map(({ body: bytes, ...part }) => ({
    ...part,
    body: bytes.toString("latin1"),
  }));
const part = (head: string, body: string) => `--b\r\n${head}\r\n\r\n${body}\r\n`;

it("reads what the platform's own form sends, bytes and names as they are", async () => {
  const form = new FormData();
  form.append("meta", new Blob(['{"name":"ä.pdf"}'], { type: "application/json" }));
  const bytes = new Uint8Array([0, 13, 10, 13, 10, 45, 45, 255]);
  form.append("file", new Blob([bytes]), "ä b.pdf");
  const request = new Response(form);
  const parts = parseMultipart(request.headers.get("content-type") ?? "", Buffer.from(await request.arrayBuffer()));
  expect(parts?.map(({ name, fileName, type }) => [name, fileName, type])).toEqual([
    ["meta", "blob", "application/json"],
    ["file", "ä b.pdf", "application/octet-stream"],
  ]);
  expect(parts?.[0]?.body.toString("utf8")).toBe('{"name":"ä.pdf"}');
  expect([...(parts?.[1]?.body ?? [])]).toEqual([...bytes]);
});

it("reads multipart/related, whose parts have no names", () => {
  const body = `${part("Content-Type: application/json", '{"Name":"a"}')}${part("content-type:application/pdf", "%PDF")}--b--`;
  expect(shown("multipart/related; boundary=b", body)).toEqual([
    { name: undefined, fileName: undefined, type: "application/json", body: '{"Name":"a"}' },
    { name: undefined, fileName: undefined, type: "application/pdf", body: "%PDF" },
  ]);
});

it("takes a quoted boundary, and one that is followed by another parameter", () => {
  const body = `${part('Content-Disposition: form-data; name="x"', "1")}--b--`;
  for (const type of ['multipart/form-data; boundary="b"', "multipart/form-data; boundary=b; charset=utf-8"])
    expect(shown(type, body)).toEqual([{ name: "x", fileName: undefined, type: undefined, body: "1" }]);
});

it.each([
  ["no boundary", "multipart/form-data", `${part("A: b", "1")}--b--`],
  ["no end", "multipart/form-data; boundary=b", part("A: b", "1")],
  ["a part without an empty line", "multipart/form-data; boundary=b", "--b\r\nA: b\r\n--b--"],
  ["nothing", "multipart/form-data; boundary=b", ""],
])("a body with %s is malformed", (_, type, body) => {
  expect(shown(type, body)).toBeUndefined();
});
