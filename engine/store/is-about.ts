/** A part of a name as short as this fits nearly every name. */
const SHORTEST_PART = 3;

/** By id, or by a part of what people call it, in any case; what is shorter than three characters is the beginning of that. */
export function isAbout(entry: { readonly source: string; readonly label: string }, record: string): boolean {
  if (entry.source === record) return true;
  const label = entry.label.toLowerCase();
  const part = record.toLowerCase();
  return isShort(part) ? part !== "" && label.startsWith(part) : label.includes(part);
}

/** Whether it can only be the beginning of a name. */
export function isShort(part: string): boolean {
  return part.length < SHORTEST_PART * 2 && [...part].length < SHORTEST_PART;
}
