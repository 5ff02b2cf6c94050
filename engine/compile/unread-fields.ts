import { SOURCE_SLOT } from "../mapping/tree/slots.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import { typedsOf } from "../mapping/tree/typeds.ts";
import type { Report } from "../source/diagnostic.ts";
import { fieldsRead } from "./term-reads.ts";

/**
 * Notes, at each flow, the fields of its source record that no rule reads: what the other system does not get to know.
 * Relations are left out, since each costs a call. A field that only computed fields read counts as unread.
 */
export function reportUnreadFields(integration: TypedIntegration, report: Report): void {
  for (const flow of integration.flows.values()) {
    if (flow.kind !== "transfer" && flow.kind !== "register") continue;
    const read = fieldsRead(typedsOf(flow), SOURCE_SLOT);
    if (read.whole) continue;
    const own = [...flow.from.schema.record.properties.keys()];
    const unread = own.filter((field) => !read.fields.has(field) && field !== flow.from.schema.id);
    if (unread.length > 0)
      report(
        "source-unread",
        flow.nameSpan,
        { flow: flow.name, kind: flow.from.name, fields: unread },
        { severity: "note" },
      );
  }
}
