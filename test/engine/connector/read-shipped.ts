import { readFileSync } from "node:fs";
import type { Connector } from "../../../engine/connector/description.ts";
import { readConnector } from "../../../engine/connector/read-connector.ts";
import { messageOf } from "../../../engine/report/message-of.ts";
import { collector } from "../../../engine/source/collect.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";

export interface ReadResult {
  readonly connector: Connector | undefined;
  readonly messages: readonly string[];
}

export function readText(text: string): ReadResult {
  const collected = collector();
  const connector = readConnector(readYaml({ path: "connector.yaml", text }, collected.report), collected.report);
  return { connector, messages: collected.diagnostics.map(messageOf) };
}

export function shippedText(system: string): string {
  return readFileSync(new URL(`../../../schemas/${system}/connector.yaml`, import.meta.url), "utf8");
}

/** A connector of the project; throws when it has a fault. */
export function shipped(system: string): Connector {
  const { connector, messages } = readText(shippedText(system));
  if (connector === undefined || messages.length > 0) throw new Error(`${system}: ${messages.join("; ")}`);
  return connector;
}
