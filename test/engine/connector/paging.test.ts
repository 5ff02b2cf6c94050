import { describe, expect, it } from "vitest";
import type { Paging } from "../../../engine/connector/description.ts";
import { FIRST_PAGE, nextPage, type Page, PagingFault, pageParameters } from "../../../engine/connector/paging.ts";

const size = { sizeParameter: "size", askFor: 2, always: [{ name: "sort", value: "id" }] };
const styles = {
  none: { by: "none" },
  token: { ...size, by: "token", parameter: "page", header: "next" },
  offset: { ...size, by: "offset", parameter: "skip", shortPageEnds: true },
  number: { ...size, by: "number", parameter: "page", first: 1, total: "body.count", shortPageEnds: false },
  lastId: { ...size, by: "last id", parameter: "after", id: "id", sizeInAnswer: "body.size" },
} satisfies Record<string, Paging>;

const page = (ids: readonly number[], more: Partial<Page> = {}): Page => ({
  headers: {},
  body: {},
  rows: ids.map((id) => ({ id })),
  ...more,
});

describe("what asks for a page", () => {
  it.each([
    ["none", styles.none, []],
    ["token: nothing on the first", styles.token, []],
    ["offset: from the rows taken", styles.offset, [["skip", "0"]]],
    ["number: from the first number", styles.number, [["page", "1"]]],
    ["last id: nothing on the first", styles.lastId, []],
  ] as const)("%s", (_, paging, marks) => {
    const fixed = paging.by === "none" ? [] : [["sort", "id"] as const, ["size", "2"] as const];
    expect(pageParameters(paging, FIRST_PAGE)).toEqual([...fixed, ...marks]);
  });

  it("goes on where the page before ended", () => {
    const markAfter = (paging: Paging, first: Page) => {
      const state = nextPage(paging, FIRST_PAGE, first);
      return state === undefined ? undefined : pageParameters(paging, state).at(-1);
    };
    expect(markAfter(styles.token, page([1, 2], { headers: { next: "t2" } }))).toEqual(["page", "t2"]);
    expect(markAfter(styles.offset, page([1, 2]))).toEqual(["skip", "2"]);
    expect(markAfter(styles.number, page([1, 2], { body: { count: 5 } }))).toEqual(["page", "2"]);
    expect(markAfter(styles.lastId, page([1, 2], { body: { size: 2 } }))).toEqual(["after", "2"]);
  });
});

describe("the last page", () => {
  it.each([
    ["of a list without pages", styles.none, page([1, 2])],
    ["names no token", styles.token, page([1, 2])],
    ["is shorter than asked for", styles.offset, page([1])],
    ["reaches the total", styles.number, page([1, 2], { body: { count: 2 } })],
    ["is empty", styles.number, page([], { body: { count: 9 } })],
    ["is shorter than the size that the answer tells", styles.lastId, page([1], { body: { size: 2 } })],
  ])("%s", (_, paging, last) => {
    expect(nextPage(paging, FIRST_PAGE, last)).toBeUndefined();
  });

  it("a short page is not the last where the total says that there is more", () => {
    expect(nextPage(styles.number, FIRST_PAGE, page([1], { body: { count: 3 } }))).toEqual({
      mark: undefined,
      rows: 1,
      pages: 1,
    });
  });
});

describe("a list that does not move on", () => {
  it("is a fault, and not read for ever", () => {
    const token = { mark: "t2", rows: 2, pages: 1 };
    expect(() => nextPage(styles.token, token, page([3, 4], { headers: { next: "t2" } }))).toThrow(PagingFault);
    const last = { mark: "2", rows: 2, pages: 1 };
    expect(() => nextPage(styles.lastId, last, page([1, 2]))).toThrow("gave the page after id 2 again");
    expect(() => nextPage(styles.lastId, FIRST_PAGE, { ...page([]), rows: [{ name: "x" }] })).toThrow("has no id");
  });
});
