import { join } from "node:path";
import { hostIn, hostsOf } from "../connector/address.ts";
import type { Library } from "../project/library.ts";
import { CONNECTOR_FILE } from "../project/load-system.ts";
import type { Sources } from "../project/sources.ts";
import { SHIPPED, type Workspace } from "../project/workspace.ts";
import type { Report } from "../source/diagnostic.ts";

/**
 * Names each host to which credentials go, where it is not one of a connector that comes with Koppel: a reviewer sees who
 * would get them, at the line that says so.
 */
export function reportHosts(
  library: Library,
  sources: Sources,
  workspace: Workspace | undefined,
  report: Report,
): void {
  for (const name of library.systemNames) {
    const system = library.system(name);
    if (system?.connector === undefined || system.folder.startsWith(join(SHIPPED, "schemas"))) continue;
    const source = sources.read(join(system.folder, CONNECTOR_FILE), report);
    for (const host of source === undefined ? [] : hostsOf(system.connector)) {
      const at = Math.max(source?.text.toLowerCase().indexOf(host) ?? 0, 0);
      if (source !== undefined)
        report("credentials-go-to", { source, start: at, end: at + host.length }, { what: name, host }, NOTE);
    }
  }
  for (const { name, connector, host, span } of workspace?.connections.values() ?? []) {
    const other = host === undefined ? undefined : hostIn(host);
    const own = library.system(connector)?.connector;
    if (other !== undefined && own !== undefined && !hostsOf(own).includes(other))
      report("credentials-go-to", span, { what: `the connection ${name}`, host: other }, NOTE);
  }
}

const NOTE = { severity: "note" } as const;
