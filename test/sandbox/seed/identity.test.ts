import fc from "fast-check";
import { expect, it } from "vitest";
import { businessIdOf } from "../../../sandbox/procountor/seed-books.ts";
import * as identity from "../../../sandbox/seed/identity.ts";
import { Random } from "../../../sandbox/seed/random.ts";

it("generated identifiers have right check digits", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = new Random(seed);
      const finnish = identity.finnishBusinessId(random);
      const swedish = identity.swedishOrganisationNumber(random);
      expect(identity.isFinnishBusinessId(finnish)).toBe(true);
      expect(identity.isSwedishOrganisationNumber(swedish)).toBe(true);
      expect(identity.isIban(identity.finnishIban(random))).toBe(true);
      expect(identity.isIban(identity.swedishIban(random))).toBe(true);
      expect(identity.isReferenceNumber(identity.referenceNumber(String(random.between(100, 99_999_999))))).toBe(true);
      expect(identity.personalIdentityCode(random)).toMatch(/^\d{6}-9\d{2}[0-9A-FHJ-NPR-Y]$/);
      expect(businessIdOf(identity.finnishVatNumber(finnish))).toBe(finnish);
      expect(businessIdOf(identity.swedishVatNumber(swedish))).toBe(swedish);
    }),
  );
});

// Numbers that their owners publish.
it("check digits agree with real ones", () => {
  expect(identity.isFinnishBusinessId("0112038-9")).toBe(true);
  expect(identity.isFinnishBusinessId("0112038-8")).toBe(false);
  expect(identity.isSwedishOrganisationNumber("556016-0680")).toBe(true);
  expect(identity.isIban("FI2112345600000785")).toBe(true);
  expect(identity.isIban("FI2112345600000786")).toBe(false);
  expect(identity.isReferenceNumber("1232")).toBe(true);
});
