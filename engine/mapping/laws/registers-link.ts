import { allCells } from "../tree/cells-of.ts";
import type { Law } from "./law.ts";

/** A register must say what makes two records the same, or every run would create them anew. */
export const registersLink: Law = (integration, context) => {
  for (const flow of integration.flows.values()) {
    if (flow.kind === "register") {
      const linked = allCells(flow.fields).some((cell) => cell.link);
      if (flow.match?.link === undefined && !linked)
        context.report("register-without-link", flow.nameSpan, { register: flow.name });
      if (flow.match?.link !== undefined && linked)
        context.report("register-links-twice", flow.match.span, { register: flow.name });
    } else if (flow.kind === "two-way register" && !flow.rows.some((row) => row.link)) {
      context.report("register-without-link", flow.nameSpan, { register: flow.name });
    }
  }
};
