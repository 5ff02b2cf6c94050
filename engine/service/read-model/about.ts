/** By id, or by a part of what people call it. */
export function isAbout(entry: { readonly source: string; readonly label: string }, record: string): boolean {
  return entry.source === record || entry.label.toLowerCase().includes(record.toLowerCase());
}
