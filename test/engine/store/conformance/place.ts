import type { Store } from "../../../../engine/store/store.ts";

/** A place for a store, new for each test. `Part`: what of a store is kept there. */
export interface Place<Part extends keyof Store = keyof Store> {
  /** What a process has of the store. A second call is a second process, where the place can be shared. */
  open(): Promise<Pick<Store, Part>>;
  /** Drops what `open` gave as the death of its process would; absent where nothing outlives it. */
  crash?(store: Pick<Store, Part>): void;
}

export type NewPlace<Part extends keyof Store = keyof Store> = () => Promise<Place<Part>>;
