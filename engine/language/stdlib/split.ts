import { countCharacters } from "../../value/characters.ts";

/** The text before and after so many characters, counted as limits count them. */
export function split(text: string, length: number): readonly [string, string] {
  if (length <= 0) return ["", text];
  if (text.length <= length) return [text, ""];
  if (countCharacters(text) === text.length) return [text.slice(0, length), text.slice(length)];
  const characters = [...text];
  return [characters.slice(0, length).join(""), characters.slice(length).join("")];
}
