import { expect, it } from "vitest";
import { isFrozenBody, prunedBody } from "../../../engine/store/frozen-body.ts";

it("a frozen body is known again when only its hash is left of it, and another one is told from it", () => {
  const body = '{"number":"5001"}';
  for (const frozen of [body, prunedBody(body)]) {
    expect(isFrozenBody(frozen, body)).toBe(true);
    expect(isFrozenBody(frozen, '{"number":"5002"}')).toBe(false);
  }
  expect(prunedBody(body)).not.toContain("5001");
});
