import type { Shape } from "../../language/types/type.ts";
import type { Report } from "../../source/diagnostic.ts";
import { Computed } from "../cells/computed.ts";
import { rootScope } from "../cells/root-scope.ts";
import type { Context, FlowHead, Used } from "../context/context.ts";
import type { Side } from "../tree/kind-use.ts";
import type { TypedDocument } from "../tree/typed-flow.ts";
import type { MessageText, TypedTable } from "../tree/typed-integration.ts";

/** The context while files are still being read into it: what all of them know of one another is filled in bit by bit. */
export type OpenedContext = { -readonly [Key in keyof Context]: Context[Key] } & {
  readonly messages: Map<string, MessageText>;
  readonly tables: Map<string, TypedTable>;
  readonly flows: Map<string, FlowHead>;
  readonly documents: Map<string, TypedDocument>;
  readonly computed: Computed;
};

/** The context of an integration of which only the sides are known. */
export function openContext(
  systems: Context["systems"],
  sides: ReadonlyMap<string, Side>,
  unreadable: ReadonlySet<string>,
  report: Report,
): OpenedContext {
  const used: Used = { sayings: [], registers: new Set(), incomplete: false };
  const tables = new Map<string, TypedTable>();
  const computed: Computed = new Computed(report, (shape: Shape) =>
    rootScope(context, { name: "\u0000record", shape }),
  );
  const context: OpenedContext = {
    report,
    sides,
    unreadable,
    systems,
    settingsType: { kind: "record", shape: { name: "settings", field: () => undefined, names: () => [] } },
    tables,
    messages: new Map(),
    flows: new Map(),
    documents: new Map(),
    withComputed: computed.shapeWith,
    computedTypeds: computed.typeds,
    computed,
    used,
  };
  return context;
}
