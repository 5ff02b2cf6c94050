import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, compare, type Rounding, scaleOf, sign, subtract, toText } from "../../../engine/value/decimal.ts";
import {
  addMoney,
  allocate,
  compareMoney,
  MoneyFault,
  moneyText,
  multiplyMoney,
  negateMoney,
  roundMoney,
  subtractMoney,
} from "../../../engine/value/money.ts";
import { type Decimal, Money } from "../../../engine/value/value.ts";

const euros = (amount: Decimal) => new Money(amount, "EUR");

describe("currencies", () => {
  const message = "10 EUR and 5 SEK are of different currencies and cannot be reckoned together";
  test("do not mix", () => {
    expect(() => addMoney(euros(10), new Money(5, "SEK"))).toThrow(new MoneyFault(message));
    expect(() => subtractMoney(euros(10), new Money(5, "SEK"))).toThrow(message);
    expect(() => compareMoney(euros(10), new Money(5, "SEK"))).toThrow(message);
  });
  test("an absent one goes with any", () => {
    expect(addMoney(new Money(1, undefined), euros(2))).toEqual(euros(3));
    expect(moneyText(new Money(2.5, undefined))).toBe("2.5");
  });
});

test("amounts are reckoned as decimals", () => {
  expect(addMoney(euros(0.1), euros(0.2))).toEqual(euros(0.3));
  expect(multiplyMoney(euros(1.15), 100)).toEqual(euros(115));
  expect(roundMoney(euros(-1.005), 2)).toEqual(euros(-1.01));
  expect(roundMoney(euros(1.005), 2, "half-even" satisfies Rounding)).toEqual(euros(1));
  expect(negateMoney(euros(0)).amount).toBe(0);
});

describe("shares", () => {
  test("10 in three is 3.34, 3.33 and 3.33", () =>
    expect(allocate(euros(10), [1, 1, 1]).map((share) => share.amount)).toEqual([3.34, 3.33, 3.33]));
  test("negative amounts share alike", () =>
    expect(allocate(euros(-10), [1, 1, 1]).map((share) => share.amount)).toEqual([-3.34, -3.33, -3.33]));
  test("the cent goes to the share that lost most", () =>
    expect(allocate(euros(1), [0, 1, 2]).map((share) => share.amount)).toEqual([0, 0.33, 0.67]));
  test("no weight is a fault", () => {
    expect(() => allocate(euros(10), [0, 0])).toThrow("10 EUR cannot be shared: the weights add up to 0");
    expect(() => allocate(euros(10), [])).toThrow(MoneyFault);
    expect(() => allocate(euros(10), [2, -1])).toThrow(MoneyFault);
  });
  test("no cent is lost, and no share is a cent or more away from its exact part", () => {
    const weights = fc.array(
      fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), weights, (cents, list) => {
        fc.pre(list.some((weight) => weight > 0));
        const total = euros(cents / 100);
        const shares = allocate(total, list).map((share) => share.amount);
        expect(toText(shares.reduce<Decimal>((sum, share) => add(sum, share), 0))).toBe(toText(total.amount));
        const all = list.reduce((sum, weight) => sum + weight, 0);
        shares.forEach((share, index) => {
          expect(scaleOf(share)).toBeLessThanOrEqual(2);
          const exact = ((cents / 100) * (list[index] as number)) / all;
          expect(Math.abs(Number(toText(share)) - exact)).toBeLessThan(0.01 + 1e-6);
          if (list[index] === 0) expect(sign(share)).toBe(0);
        });
      }),
    );
  });
  test("digits beyond the cent stay in the sum", () => {
    const shares = allocate(euros(10.005), [1, 1]);
    expect(compare(subtract(10.005, add((shares[0] as Money).amount, (shares[1] as Money).amount)), 0)).toBe(0);
  });
});
