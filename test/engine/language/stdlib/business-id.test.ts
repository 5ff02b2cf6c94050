import { expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

it.each([
  ["FI 1234567.8", "1234567-8"],
  ["12345678", "1234567-8"],
  ["fi12345678", "1234567-8"],
  ["5566778899", "556677-8899"],
  ["NO123456789", "123456789"],
  [" DE 123 ", "DE 123"],
  ["", ""],
])("the business ID of %j is %j", (orderNumber, expected) => {
  expect(evaluated("businessId(orderNumber)", { orderNumber })).toBe(expected);
});
