/** How many characters a text has, as JSON Schema counts them: a surrogate pair is one. */
export function countCharacters(text: string): number {
  return /[\uD800-\uDBFF]/.test(text) ? [...text].length : text.length;
}
