import { Scope } from "../../language/types/scope.ts";
import type { Field, Shape } from "../../language/types/type.ts";
import { stableHash } from "../../value/hash.ts";
import type { Value } from "../../value/value.ts";
import type { Context } from "../context/context.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT } from "../tree/typed.ts";

/** Names that no expression can write hold what the evaluation itself needs. */
const HIDDEN = "\u0000";

/**
 * The outermost scope of a flow, a computed field or the integration's own file: settings, tables, and the source record,
 * whose fields are bare names. The slots of the first three are the same in every tree.
 */
export function rootScope(
  context: Pick<Context, "settingsType" | "tables">,
  source: { readonly name: string; readonly shape: Shape } | undefined,
  open = true,
): Scope {
  const scope = Scope.root();
  const settings = scope.declare("settings", context.settingsType, { description: "what the company has chosen" });
  const memo = scope.declare(`${HIDDEN}memo`, { kind: "unknown" });
  const record =
    source === undefined
      ? scope.declare(`${HIDDEN}source`, { kind: "unknown" })
      : scope.declare(source.name, { kind: "record", shape: source.shape }, { open });
  if (settings !== SETTINGS_SLOT || memo !== MEMO_SLOT || record !== SOURCE_SLOT)
    throw new Error("slots of a scope are not numbered from 0");
  for (const table of context.tables.values())
    scope.defineValue(table.name, table.type, () => table.rows, { span: table.span, constant: table.rows });
  return scope;
}

/** The name of a source record that has none of its own. */
export const HIDDEN_SOURCE = `${HIDDEN}source`;

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
