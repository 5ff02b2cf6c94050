import fc from "fast-check";
import { expect, it } from "vitest";
import { Guids } from "../../../sandbox/seed/guid.ts";

it("folds kind, index and part into a GUID and out of it again", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(0xffff), fc.nat(0xffffffff), fc.nat(0xffff), (seed, kind, index, part) => {
      const guids = new Guids(seed);
      const guid = guids.make(kind, index, part);
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(guids.read(guid.toUpperCase())).toEqual({ kind, index, part });
      expect(guids.read(guid.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).toBeUndefined();
    }),
  );
});
