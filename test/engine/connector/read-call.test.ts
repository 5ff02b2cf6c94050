import { describe, expect, it } from "vitest";
import { readCall, readWriteCall } from "../../../engine/connector/read-call.ts";
import { readPart } from "./read-part.ts";

const call = (text: string) => readPart(text, (node, report) => readCall(node, "it", report));
const write = (text: string) => readPart(text, (node, report) => readWriteCall(node, "it", "everything", report));

describe("a call", () => {
  it("is a method and a path, with parameters that may have holes", () => {
    const { made, messages } = call("GET /v1/invoices/{guid}?rows=all&of={guid}");
    expect(messages).toEqual([]);
    expect(made).toMatchObject({
      method: "GET",
      path: { text: "/v1/invoices/{guid}" },
      query: [
        { name: "rows", value: { text: "all" } },
        { name: "of", value: { text: "{guid}" } },
      ],
    });
  });

  it("is counted under its method and path, whatever its parameters", () => {
    expect(call("GET /a?b=c").made?.route).toBe("GET /a");
    expect(call("GET /a").made).toMatchObject({ route: "GET /a", query: [] });
  });

  it("has a value with further signs of its own as it is", () => {
    expect(call("GET /a?filter=b=1").made?.query).toMatchObject([{ name: "filter", value: { text: "b=1" } }]);
    expect(call("GET /a?b=c?d").made?.query).toMatchObject([{ name: "b", value: { text: "c?d" } }]);
  });

  it.each(["/invoices", "FETCH /invoices", "GET invoices", "GET  /invoices", "get /invoices", "GET /a b"])(
    "%j is none",
    (text) => {
      const { made, messages } = call(text);
      expect(made).toBeUndefined();
      expect(messages).toEqual([`it is "${text}"; expected is a method and a path, such as GET /invoices/{id}`]);
    },
  );
});

describe("a write", () => {
  it("may be its call alone, and sends what its kind sends", () => {
    expect(write("POST /invoices").made).toMatchObject({
      call: { route: "POST /invoices" },
      ...{ sends: "everything", notSent: [], send: [], add: [], multipart: undefined },
    });
  });

  it("says what is special about it", () => {
    const { made, messages } = write(
      "{ call: 'PUT /a/{id}', sends: changed fields, not sent: [number], send: { kind: A, size: 5, is: true }, add: guid }",
    );
    expect(messages).toEqual([]);
    expect(made).toMatchObject({
      sends: "changed fields",
      notSent: ["number"],
      send: [
        { name: "kind", value: "A" },
        { name: "size", value: 5 },
        { name: "is", value: true },
      ],
      add: ["guid"],
    });
  });

  it("may have several parts, of fields under names of their own and of a file, up to a size", () => {
    const parts = "parts: [{ name: meta, fields: { name: title } }, { fields: [a, b] }, { name: file, file: content }]";
    expect(write(`{ call: POST /files, multipart: form-data, most: 500 bytes, ${parts} }`).made?.multipart).toEqual({
      type: "form-data",
      mostBytes: 500,
      parts: [
        { name: "meta", fields: [{ name: "name", from: "title" }] },
        {
          name: undefined,
          fields: [
            { name: "a", from: "a" },
            { name: "b", from: "b" },
          ],
        },
        { name: "file", file: "content" },
      ],
    });
  });

  it("without a call is none; a key that it does not have is told", () => {
    expect(write("{ sends: everything }")).toEqual({ made: undefined, messages: ['it lacks "call"'] });
    expect(write("{ call: POST /a, notsent: [b] }").messages).toEqual([
      '"notsent" is not a key of it; did you mean "not sent"?',
    ]);
  });
});
