/**
 * Room beside the memory, of one process and for as long as it works: texts under a topic and a key, several under one key in
 * the order in which they came. Whoever keeps it keeps it from others' eyes, and nothing is left of it when the process ends.
 */
export interface Shelf {
  put(topic: string, key: string, text: string): void;
  /** What stands there; empty for nothing. */
  get(topic: string, key: string): readonly string[];
  clear(topic: string): void;
}
