import { Scope } from "../../language/types/scope.ts";
import type { Shape } from "../../language/types/type.ts";
import type { Context } from "../context/context.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT } from "../tree/slots.ts";

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
