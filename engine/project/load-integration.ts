import { basename } from "node:path";
import { readIntegration } from "../mapping/read-integration.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import type { SystemSchema } from "../schema/system-schema.ts";
import type { Report } from "../source/diagnostic.ts";
import type { SourceText } from "../source/span.ts";
import type { Sources } from "./sources.ts";

export const INTEGRATION_FILE = "integration.yaml";

/** One mapping folder. */
export interface LoadedIntegration {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly SourceText[];
  /** Undefined when it cannot be understood; the reports say why. */
  readonly typed: TypedIntegration | undefined;
}

export function loadIntegration(
  folder: string,
  sources: Sources,
  systems: (name: string) => SystemSchema | undefined,
  report: Report,
): LoadedIntegration {
  const files = sources.filesIn(folder, [".yaml", ".yml", ".csv"]).flatMap((path) => sources.read(path, report) ?? []);
  const typed = readIntegration(files, systems, report);
  return { name: typed?.name ?? basename(folder), folder, files, typed };
}
