import { describe, expect, it } from "vitest";
import { ready } from "./registers.ts";
import { customer } from "./shop.ts";

describe("the searches of a register", () => {
  it("searches by what the other side can filter by, once", () => {
    expect(ready("partners", customer).searches).toEqual([{ number: "1001" }]);
  });
});
