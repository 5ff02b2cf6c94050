import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Secret } from "../../../engine/value/secret.ts";

it("is shown nowhere, and given to who asks for it", () => {
  const secret = new Secret("hush");
  const shown = [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret }), inspect(secret)];
  expect(shown.join(" ")).not.toContain("hush");
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  expect(Object.keys(secret)).toEqual([]);
  expect(secret.reveal()).toBe("hush");
});
