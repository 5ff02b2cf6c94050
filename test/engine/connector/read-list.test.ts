import { describe, expect, it } from "vitest";
import { readListCall, readMany, readPaging, readPagingStyles } from "../../../engine/connector/read-list.ts";
import { readPart } from "./read-part.ts";

const styles = (text: string) => {
  const { made, messages } = readPart(text, readPagingStyles);
  return { made: Object.fromEntries(made), messages };
};
const pages = readPart("rows: { by: offset, parameter: skip }", readPagingStyles).made;
const list = (text: string) => readPart(text, (node, report) => readListCall(node, "it", pages, report));
const many = (text: string) => readPart(text, (node, report) => readMany(node, "it", report));

describe("a style of paging", () => {
  it("has what its kind needs, and 100 rows a page if it says nothing", () => {
    const { made, messages } = styles(
      [
        "t: { by: token, parameter: page, header: X-Next, size: limit, ask for: 50, always: { sort: id } }",
        "o: { by: offset, parameter: skip, short page ends: true }",
        "n: { by: number, parameter: page, first: 0, total: body.count }",
        "i: { by: last id, parameter: after, id: guid }",
      ].join("\n"),
    );
    const plain = { sizeParameter: undefined, askFor: 100, always: [] };
    expect(messages).toEqual([]);
    expect(made).toEqual({
      t: {
        ...{ by: "token", parameter: "page", header: "x-next", sizeParameter: "limit", askFor: 50 },
        always: [{ name: "sort", value: "id" }],
      },
      o: { ...plain, by: "offset", parameter: "skip", shortPageEnds: true },
      n: { ...plain, by: "number", parameter: "page", first: 0, total: "body.count", shortPageEnds: false },
      i: { ...plain, by: "last id", parameter: "after", id: "guid", sizeInAnswer: undefined },
    });
  });

  it("takes no key of another kind", () => {
    expect(styles("o: { by: offset, parameter: skip, header: X-Next }").messages).toEqual([
      '"header" is not a key of pages.o',
    ]);
    expect(styles("t: { by: token, parameter: page }").messages).toEqual(['pages.t lacks "header"']);
  });

  it("is none without its kind or its parameter", () => {
    expect(styles("a: { by: page, parameter: p }\nb: { by: offset }")).toEqual({
      made: {},
      messages: [
        'pages.a.by is "page"; expected is one of token, offset, number, last id',
        'pages.b lacks "parameter"',
      ],
    });
  });

  it("is asked for by name; without one there is a single page", () => {
    const asked = (text: string) => readPart(text, (node, report) => readPaging(node, "it", pages, report));
    expect(asked("rows").made).toMatchObject({ by: "offset", parameter: "skip" });
    expect(asked("row")).toEqual({
      made: { by: "none" },
      messages: ['there is no paging style "row"; did you mean "rows"?'],
    });
    expect(readPaging(undefined, "it", pages, () => {})).toEqual({ by: "none" });
  });
});

describe("a list", () => {
  it("needs its call alone: the rows are the body, and have all fields", () => {
    expect(list("call: GET /a")).toMatchObject({
      made: {
        call: { route: "GET /a" },
        paging: { by: "none" },
        ...{ items: "body", changed: undefined, has: undefined, one: false, otherwise: undefined },
        ...{ always: [], eachOf: [], rename: [], add: [] },
      },
      messages: [],
    });
    expect(list("items: body")).toEqual({ made: undefined, messages: ['it lacks "call"'] });
  });

  it("says what its rows lack, are called and take from what holds them", () => {
    const { made, messages } = list(
      "{ call: GET /a, pages: rows, items: body.rows, has: [id, no], rename: { no: number }, add: { day: date }, each of: { active: [true, false] } }",
    );
    expect(messages).toEqual([]);
    expect(made).toMatchObject({
      paging: { by: "offset" },
      items: "body.rows",
      has: ["id", "no"],
      rename: [{ from: "no", to: "number" }],
      add: [{ field: "day", from: "date" }],
      eachOf: [{ field: "active", values: [true, false] }],
    });
  });

  it("may have another for when its holes stay open, read like itself", () => {
    const { made } = list("{ call: 'GET /a/{project}/b', otherwise: { call: GET /b, pages: rows } }");
    expect(made?.otherwise).toMatchObject({ call: { route: "GET /b" }, paging: { by: "offset" } });
  });
});

describe("reading many at once", () => {
  it("goes by a call of its own, or by a filter of the list", () => {
    expect(many("{ call: POST /many, most: 20 }").made).toMatchObject({ via: { by: "call", most: 20 } });
    expect(many("{ parameter: ids, values: comma }").made).toEqual({
      via: { by: "filter", parameter: "ids", values: "comma", most: 50 },
      listFrom: undefined,
    });
  });

  it("may take the whole list instead from so many on, also where there is no other way", () => {
    expect(many("{ list from: 30 }")).toEqual({ made: { via: undefined, listFrom: 30 }, messages: [] });
  });
});
