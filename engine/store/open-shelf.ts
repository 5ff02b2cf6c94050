import type { Shelf } from "../http/shelf.ts";
import { SqliteShelf } from "./sqlite/shelf.ts";

/** A shelf that can be put away. */
export interface OpenedShelf extends Shelf {
  close(): void;
}

/** A shelf of this process: nothing is opened before something is put on it, and nothing of it is left when it is closed. */
export function openShelf(): OpenedShelf {
  return new SqliteShelf();
}
