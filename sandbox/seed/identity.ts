import type { Random } from "./random.ts";

/** Identifiers with right check digits. Personal ones use the number range that is never given to anyone. */

const businessWeights = [7, 9, 10, 5, 8, 4, 2];

/** Finnish business ID, form 1234567-8. */
export function finnishBusinessId(random: Random): string {
  for (;;) {
    const body = String(random.between(1_000_000, 3_400_000));
    const digit = finnishCheckDigit(body);
    if (digit !== undefined) return `${body}-${digit}`;
  }
}

/** The check digit of the seven first digits; undefined when no such ID is given out. */
export function finnishCheckDigit(body: string): number | undefined {
  const sum = businessWeights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  const rest = sum % 11;
  if (rest === 1) return undefined;
  return rest === 0 ? 0 : 11 - rest;
}

export function isFinnishBusinessId(text: string): boolean {
  const match = /^(\d{6,7})-?(\d)$/.exec(text);
  const body = match?.[1]?.padStart(7, "0");
  return body !== undefined && finnishCheckDigit(body) === Number(match?.[2]);
}

/** Swedish organisation number, form 556123-4567. */
export function swedishOrganisationNumber(random: Random): string {
  const body = `556${random.between(200_000, 999_999)}`;
  const number = `${body}${luhnDigit(body)}`;
  return `${number.slice(0, 6)}-${number.slice(6)}`;
}

export function isSwedishOrganisationNumber(text: string): boolean {
  const digits = text.replace("-", "");
  return /^\d{10}$/.test(digits) && luhnDigit(digits.slice(0, 9)) === Number(digits[9]);
}

/** The digit that makes the whole pass Luhn's check. */
export function luhnDigit(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const digit = Number(body[body.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/** `FI12345671` from 1234567-1. */
export function finnishVatNumber(businessId: string): string {
  return `FI${businessId.replace("-", "")}`;
}

/** `SE556123456701` from 556123-4567. */
export function swedishVatNumber(organisationNumber: string): string {
  return `SE${organisationNumber.replace("-", "")}01`;
}

/** Electronic invoice address of a Finnish company. */
export function ovt(businessId: string): string {
  return `0037${businessId.replace("-", "").padStart(8, "0")}`;
}

export function finnishIban(random: Random): string {
  const body = random.pick(["1", "2", "5", "8"]) + random.digits(12);
  return iban("FI", body + luhnDigit(body));
}

export function swedishIban(random: Random): string {
  return iban("SE", random.pick(["500", "600", "300"]) + random.digits(17));
}

export function iban(country: string, account: string): string {
  const rest = mod97(`${account}${country}00`);
  return `${country}${String(98 - rest).padStart(2, "0")}${account}`;
}

export function isIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

const identityCharacters = "0123456789ABCDEFHJKLMNPRSTUVWXY";

/** Finnish personal identity code of the artificial range 900..999. */
export function personalIdentityCode(random: Random): string {
  const day = String(random.between(1, 28)).padStart(2, "0");
  const month = String(random.between(1, 12)).padStart(2, "0");
  const year = String(random.between(60, 99));
  const number = String(random.between(900, 999));
  const check = identityCharacters[Number(`${day}${month}${year}${number}`) % 31] ?? "0";
  return `${day}${month}${year}-${number}${check}`;
}

/** Finnish reference number: weights 7, 3, 1 from the right. */
export function referenceNumber(body: string): string {
  const weights = [7, 3, 1];
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    sum += Number(body[body.length - 1 - index]) * (weights[index % 3] ?? 1);
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
}

export function isReferenceNumber(text: string): boolean {
  return /^\d{4,20}$/.test(text) && referenceNumber(text.slice(0, -1)) === text;
}
