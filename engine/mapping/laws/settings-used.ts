import { readsOf } from "../../language/closures/lineage.ts";
import { allSettings } from "../tree/setting.ts";
import { typedsOf } from "../tree/typeds.ts";
import type { Law } from "./law.ts";

/** A setting that nothing reads only misleads the person who fills it in. */
export const settingsUsed: Law = (integration, context) => {
  if (context.used.incomplete) return;
  const parts = [
    integration.flows,
    integration.documents,
    integration.checks,
    integration.definitions,
    integration.order,
    integration.notices,
    integration.companies,
    integration.settings,
  ];
  const reads = new Set(typedsOf([...parts, context.computedTypeds()]).flatMap((typed) => [...readsOf(typed)]));
  for (const setting of allSettings(integration.settings)) {
    const path = ["settings", ...setting.path].join(".");
    const group = setting.path.slice(0, -1).join(".");
    const used = [...reads].some(
      (read) =>
        read === path ||
        read.startsWith(`${path}.`) ||
        read.startsWith(`${path}[`) ||
        (group !== "" && read === setting.name),
    );
    if (!used) context.report("setting-unused", setting.span, { setting: path }, { severity: "warning" });
  }
};
