import type { Field, Shape } from "../../language/types/type.ts";
import { stableHash } from "../../value/hash.ts";
import type { Value } from "../../value/value.ts";

/** What `transfer` stands for while one item is carried. */
export interface TransferFacts {
  /** Names the item for good: scope, flow, item. */
  readonly identity: string;
}

/** `transfer.marker`, `.uuid`, `.time`: the same however often the item is evaluated, but for the time. */
export const transferShape: Shape = {
  name: "transfer",
  names: () => ["marker", "uuid", "time"],
  field: (name) => transferFields.get(name),
};

const transferFields = new Map<string, Field>(
  (
    [
      {
        name: "marker",
        type: { kind: "text", maxLength: 12 },
        description: "a short mark that finds the document again",
        read: (record) => `K${identityHash(record).slice(0, 11).toUpperCase()}`,
      },
      {
        name: "uuid",
        type: { kind: "text", maxLength: 36 },
        description: "the same for every attempt",
        read: (record) => uuidOf(identityHash(record)),
      },
      {
        name: "time",
        type: { kind: "datetime" },
        description: "when the document was made",
        read: (_record, frame) => frame.world.now,
      },
    ] satisfies readonly Field[]
  ).map((field) => [field.name, field]),
);

function identityHash(record: Readonly<Record<string, Value>>): string {
  return stableHash(record["identity"]);
}

/** Version 8 of RFC 9562: the bits are ours. */
function uuidOf(hash: string): string {
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
