import type { DatabaseSync } from "node:sqlite";
import { canonicalHash } from "../../value/hash.ts";
import { isAbout } from "../is-about.ts";

/** The functions of our own that statements and migrations use. */
export function addFunctions(database: DatabaseSync): void {
  const always = { deterministic: true };
  database.function("is_about", always, (source, label, record) =>
    isAbout({ source: String(source), label: String(label) }, String(record)) ? 1 : 0,
  );
  database.function("id_word", always, (id) => idWord(String(id)));
}

/** Signs that have one case only, one after the other, so that three of them are one word of the index. */
const FIRST_SIGN = 0x4e00;
const SIGN_BITS = 14;
const SIGNS = 3;
/** As many hexadecimal digits of a hash as a number holds. */
const HASH_DIGITS = 12;

/**
 * Three signs that stand for an id. Ids come in no order and may be long: as what they are, they would fill the index, and
 * an ordinary index of them would be written all over for each document. Two ids may share a word, once in 2^42.
 */
export function idWord(id: string): string {
  let bits = Number.parseInt(canonicalHash(id).slice(0, HASH_DIGITS), 16);
  let word = "";
  for (let sign = 0; sign < SIGNS; sign++) {
    word += String.fromCodePoint(FIRST_SIGN + (bits % 2 ** SIGN_BITS));
    bits = Math.floor(bits / 2 ** SIGN_BITS);
  }
  return word;
}
