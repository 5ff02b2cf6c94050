import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("calls", () => {
  it("an argument that is absent makes the result absent", () => {
    expect(evaluated("text(number)", {})).toBeUndefined();
    expect(evaluated("businessId(receiverVatNumber)", { receiverVatNumber: null })).toBeUndefined();
  });
});
