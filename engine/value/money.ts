import {
  abs,
  add,
  compare,
  divide,
  isZero,
  multiply,
  negate,
  type Rounding,
  round,
  sign,
  subtract,
  toText,
} from "./decimal.ts";
import { type Decimal, Money } from "./value.ts";

/** Money that cannot be reckoned together. The message is a whole sentence. */
export class MoneyFault extends Error {
  override name = "MoneyFault";
}

/** Throws `MoneyFault` when the currencies differ. An absent currency goes with any and takes that one. */
export function addMoney(a: Money, b: Money): Money {
  return new Money(add(a.amount, b.amount), commonCurrency(a, b));
}

export function subtractMoney(a: Money, b: Money): Money {
  return new Money(subtract(a.amount, b.amount), commonCurrency(a, b));
}

export function multiplyMoney(money: Money, factor: Decimal): Money {
  return new Money(multiply(money.amount, factor), money.currency);
}

export function negateMoney(money: Money): Money {
  return new Money(negate(money.amount), money.currency);
}

export function roundMoney(money: Money, places: number, mode: Rounding = "half-away"): Money {
  return new Money(round(money.amount, places, mode), money.currency);
}

/** -1, 0 or 1. Throws `MoneyFault` when the currencies differ. */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  commonCurrency(a, b);
  return compare(a.amount, b.amount);
}

/** `12.5 EUR`, or only the digits where the currency is absent. */
export function moneyText(money: Money): string {
  return money.currency === undefined ? toText(money.amount) : `${toText(money.amount)} ${money.currency}`;
}

/**
 * Shares an amount by weights at `places` decimals, so that the shares add up to the amount to its last digit. What
 * rounding leaves over goes, one smallest unit each, to the shares that lost most, the first of equals first; digits of the
 * amount beyond `places` stay with the first share that weighs anything. Throws `MoneyFault` for negative weights or a sum of 0.
 */
export function allocate(total: Money, weights: readonly Decimal[], places = 2): readonly Money[] {
  if (weights.some((weight) => sign(weight) < 0))
    throw new MoneyFault("a weight is negative; amounts are shared by weights of 0 and more");
  const sum = weights.reduce<Decimal>((all, weight) => add(all, weight), 0);
  if (sign(sum) === 0) throw new MoneyFault(`${moneyText(total)} cannot be shared: the weights add up to 0`);
  const whole = round(total.amount, places, "down");
  const shares = share(whole, weights, sum, places);
  const first = weights.findIndex((weight) => sign(weight) > 0);
  const beyond = subtract(total.amount, whole);
  return shares.map((amount, index) => new Money(index === first ? add(amount, beyond) : amount, total.currency));
}

/** Largest remainder: every share cut down, then the units left over handed out. */
function share(whole: Decimal, weights: readonly Decimal[], sum: Decimal, places: number): readonly Decimal[] {
  const unit = multiply(sign(whole), unitOf(places));
  const shares = weights.map((weight) => divide(multiply(whole, weight), sum, places, "down"));
  // What each lost, times the sum, which is the same for all: exact without another division.
  const lost = weights.map((weight, index) =>
    abs(subtract(multiply(whole, weight), multiply(shares[index] as Decimal, sum))),
  );
  const order = [...weights.keys()].toSorted((a, b) => compare(lost[b] as Decimal, lost[a] as Decimal) || a - b);
  let left = subtract(
    whole,
    shares.reduce<Decimal>((all, one) => add(all, one), 0),
  );
  for (const index of order) {
    if (isZero(left)) break;
    shares[index] = add(shares[index] as Decimal, unit);
    left = subtract(left, unit);
  }
  return shares;
}

function unitOf(places: number): Decimal {
  return divide(1, 10 ** places, places);
}

function commonCurrency(a: Money, b: Money): string | undefined {
  if (a.currency !== undefined && b.currency !== undefined && a.currency !== b.currency) {
    throw new MoneyFault(
      `${moneyText(a)} and ${moneyText(b)} are of different currencies and cannot be reckoned together`,
    );
  }
  return a.currency ?? b.currency;
}
