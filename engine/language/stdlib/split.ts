/** The text before and after so many characters (UTF-16 units, as length limits count); a pair that makes one character stays whole. */
export function split(text: string, length: number): readonly [string, string] {
  if (length <= 0) return ["", text];
  if (text.length <= length) return [text, ""];
  const code = text.charCodeAt(length - 1);
  const end = code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
  return [text.slice(0, end), text.slice(end)];
}
