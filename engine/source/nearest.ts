/**
 * The candidate that the word was most likely meant to be, or undefined when none is near. In this order: the same but for
 * case or separators, few slips of the fingers (distance by length), the same parts in another order (INVOICE_SALES), an
 * abbreviation by parts (EINVOICE for ELECTRONIC_INVOICE), one standing whole at the border of the other.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const distance = distanceOf(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Slips count 0 to 3 (a fraction prefers the shorter candidate); the looser likenesses rank behind every slip. */
function distanceOf(word: string, candidate: string): number {
  const plainWord = letters(word);
  const plainCandidate = letters(candidate);
  if (plainWord === "" || plainCandidate === "") return Number.POSITIVE_INFINITY;
  if (plainWord === plainCandidate) return 0;
  const limit = slipsAllowed(word);
  const shorter = candidate.length / 10_000;
  const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase(), limit);
  if (slips <= limit) return slips + shorter;
  if (sameParts(word, candidate)) return 10 + shorter;
  if (plainWord.length > 1 && abbreviates(plainWord, partsOf(candidate))) return 11 + shorter;
  if (plainCandidate.length > 1 && abbreviates(plainCandidate, partsOf(word))) return 12 + shorter;
  if (atBorder(plainWord, plainCandidate)) return 13 + shorter;
  return Number.POSITIVE_INFINITY;
}

function slipsAllowed(word: string): number {
  if (word.length < 3) return 0;
  if (word.length < 6) return 1;
  return word.length < 9 ? 2 : 3;
}

function letters(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function partsOf(word: string): readonly string[] {
  const spaced = word.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2");
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function sameParts(word: string, candidate: string): boolean {
  const parts = partsOf(word);
  return parts.length > 1 && parts.toSorted().join(" ") === partsOf(candidate).toSorted().join(" ");
}

/** The word is made of a beginning of each part, in order, and holds at least one longer part whole. */
function abbreviates(word: string, parts: readonly string[]): boolean {
  if (parts.length < 2 || !parts.some((part) => part.length > 3 && word.includes(part))) return false;
  let ends = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      for (let length = 1; length <= part.length && word.startsWith(part.slice(0, length), end); length++)
        next.add(end + length);
    }
    ends = next;
  }
  return ends.has(word.length);
}

function atBorder(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(short));
}

/**
 * Optimal string alignment: insertions, deletions, replacements and swaps of neighbours; stops counting above the limit.
 * Ours, as fastest-levenshtein and its like know no swaps: `feild` would be two slips, and a short word allows one.
 */
function slipsBetween(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] as number) + 1);
      row.push(least);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[other.length] as number;
}
