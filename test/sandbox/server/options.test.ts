import { expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { chosen, whole } from "../../../sandbox/server/options.ts";

it("fills in the defaults and keeps what one system alone understands", () => {
  expect(chosen({ invoices: 200, travel: 3 })).toEqual({
    seed: 1,
    invoices: 200,
    customers: 40,
    quota: true,
    port: 0,
    host: "127.0.0.1",
    tokenSeconds: 3600,
    listLagMs: 0,
    faults: {},
    refusals: true,
    travel: 3,
  });
});

it.each([
  [1, 12],
  [60, 12],
  [61, 13],
  [100_000, 1000],
])("%s invoices go to %s customers where none are asked for", (invoices, customers) => {
  expect(chosen({ invoices }).customers).toBe(customers);
});

it("names the option and its bounds", () => {
  expect(whole("travel", 3, 0, 3)).toBe(3);
  expect(() => whole("travel", 4, 0, 3)).toThrow("travel is a whole number from 0 to 3, not 4");
});

it.each([{ travel: -1 }, { purchases: 10_001 }])(
  "refuses a system's own options out of bounds: %o",
  async (options) => {
    await expect(startSandbox(options)).rejects.toThrow(RangeError);
  },
);

it.each([{ invoices: 0 }, { invoices: 100_001 }, { seed: 1.5 }])(
  "refuses options out of bounds: %o",
  async (options) => {
    await expect(startSandbox(options)).rejects.toThrow(RangeError);
  },
);
