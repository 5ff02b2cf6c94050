import { SqliteShelf } from "./sqlite/shelf.ts";

/**
 * Room beside the memory, of one process and for as long as it works: texts under a topic and a key, several under one key in
 * the order in which they came. Nothing is opened before something is put there, nobody else can look at it, and nothing of it
 * is left when it is closed or the process ends.
 */
export interface OpenedShelf {
  put(topic: string, key: string, text: string): void;
  /** What stands there; empty for nothing. */
  get(topic: string, key: string): readonly string[];
  clear(topic: string): void;
  close(): void;
}

/** An empty shelf. */
export function openShelf(): OpenedShelf {
  return new SqliteShelf();
}
