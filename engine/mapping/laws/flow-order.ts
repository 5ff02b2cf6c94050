import { nearest } from "../../source/nearest.ts";
import type { Law } from "./law.ts";

/** The integration lists each flow that runs by itself, once. */
export const flowOrder: Law = (integration, context) => {
  const listed = new Map<string, (typeof integration.order)[number]>();
  for (const entry of integration.order) {
    const there = listed.get(entry.name);
    if (there !== undefined)
      context.report(
        "flow-listed-twice",
        entry.span,
        { name: entry.name },
        { related: [{ span: there.span, label: "it stands here already" }] },
      );
    listed.set(entry.name, entry);
    const flow = integration.flows.get(entry.name);
    const head = context.flows.get(entry.name);
    if (head === undefined && context.used.incomplete) continue;
    if (head === undefined)
      context.report("flow-unknown", entry.span, {
        name: entry.name,
        nearest: nearest(entry.name, context.flows.keys()),
      });
    else if (head.kind === "document") context.report("flow-is-document", entry.span, { name: entry.name });
    else if (flow?.kind === "register" && flow.whenNeeded)
      context.report("flow-when-needed", entry.span, { name: entry.name });
  }
  for (const flow of integration.flows.values()) {
    const whenNeeded = flow.kind === "register" && flow.whenNeeded;
    if (!whenNeeded && !listed.has(flow.name)) context.report("flow-unlisted", flow.nameSpan, { name: flow.name });
  }
  if (context.used.incomplete) return;
  for (const flow of integration.flows.values()) {
    if (flow.kind !== "register" || !flow.whenNeeded) continue;
    if (!context.used.registers.has(flow.name))
      context.report("register-unneeded", flow.nameSpan, { register: flow.name }, { severity: "warning" });
  }
};
