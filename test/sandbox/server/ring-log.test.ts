import { expect, it } from "vitest";
import { RingLog } from "../../../sandbox/server/ring-log.ts";

const logged = (count: number) => {
  const log = new RingLog(3);
  for (let index = 1; index <= count; index += 1)
    log.add({ at: "", system: "shop", method: "GET", path: `/${index}`, status: 200 });
  return (tail: number) => log.tail(tail).map(({ path }) => path);
};

it("gives the last requests, oldest first, and forgets those before", () => {
  expect(logged(2)(10)).toEqual(["/1", "/2"]);
  expect(logged(5)(10)).toEqual(["/3", "/4", "/5"]);
  expect(logged(5)(2)).toEqual(["/4", "/5"]);
  expect(logged(0)(10)).toEqual([]);
});
