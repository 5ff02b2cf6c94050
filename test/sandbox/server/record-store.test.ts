import { expect, it } from "vitest";
import { wholeList } from "../../../sandbox/server/paging.ts";
import { RecordStore } from "../../../sandbox/server/record-store.ts";

const filled = () => {
  const store = new RecordStore<number>();
  store.put(3, { name: "c" }, 100);
  store.put(1, { name: "a" }, 200, { made: true, visible: 500 });
  return store;
};

it("keeps records in the order in which they were made, with what is known beside", () => {
  const store = filled();
  expect(store.all().map(({ id }) => id)).toEqual([3, 1]);
  expect(store.at(1)).toMatchObject({ id: 1, created: 200, changed: 200, visible: 500, made: true });
  expect(store.at(0)).toMatchObject({ visible: 0, made: false });
  expect(store.size).toBe(2);
});

it("replaces a record under the hands of whoever holds it, its time of change and its text with it", () => {
  const store = filled();
  const held = store.must(3);
  expect(store.text(held)).toBe('{"name":"c"}');
  store.replace(held, { name: "C" }, 300);
  expect([held.record, held.changed, held.created]).toEqual([{ name: "C" }, 300, 100]);
  expect(store.text(held)).toBe('{"name":"C"}');
});

it("lists what is visible and accepted", () => {
  const store = filled();
  expect(wholeList(store.listing(499)).rows).toEqual(['{"name":"c"}']);
  expect(wholeList(store.listing(500)).rows).toEqual(['{"name":"c"}', '{"name":"a"}']);
  expect(wholeList(store.listing(500, ({ changed }) => changed > 100)).rows).toEqual(['{"name":"a"}']);
});

it("removes a record from places and ids", () => {
  const store = filled();
  store.remove(store.must(3));
  expect(store.get(3)).toBeUndefined();
  expect(store.all().map(({ id }) => id)).toEqual([1]);
});

it("has one record for an id, and throws for one that is known to be there and is not", () => {
  const store = filled();
  expect(() => store.put(3, {}, 0)).toThrow("there is a record 3 already");
  expect(() => store.must(9)).toThrow("no record 9");
  expect(() => store.at(2)).toThrow(RangeError);
});
