import { join } from "node:path";
import { readIntegration } from "../../../engine/mapping/read-integration.ts";
import type { TypedIntegration } from "../../../engine/mapping/tree/typed-integration.ts";
import { collector } from "../../../engine/source/collect.ts";
import { mappingFiles, systemsBelow } from "../../golden/workbench.ts";

const home = join(import.meta.dirname, "../../golden/check");
const systems = systemsBelow(join(home, "systems"), () => {
  throw new Error("the systems of the golden folder have no faults");
});

/** A text of a file that becomes another; an empty text to find means the whole file. */
export type Edit = readonly [file: string, find: string, put: string];

/** The golden integration of this name after some edits. `told`: what is reported, each as `code: the text that is marked`. */
export function edited(
  edits: readonly Edit[],
  base: "base" | "two-way" = "base",
): { readonly typed: TypedIntegration; readonly told: readonly string[] } {
  const files = new Map(mappingFiles(join(home, base)).map(({ path, text }) => [path, text]));
  for (const [file, find, put] of edits) {
    const text = files.get(file) ?? "";
    if (find !== "" && text.split(find).length !== 2) throw new Error(`${file} does not hold "${find}" once`);
    files.set(file, find === "" ? put : text.replace(find, () => put));
  }
  const faults = collector();
  const sources = [...files].map(([path, text]) => ({ path, text }));
  const typed = readIntegration(sources, systems, faults.report);
  if (typed === undefined) throw new Error("it is no integration");
  const told = faults.diagnostics.map(({ code, span }) => `${code}: ${span.source.text.slice(span.start, span.end)}`);
  return { typed, told };
}

/** What is reported after some edits. */
export function told(...edits: readonly Edit[]): readonly string[] {
  return edited(edits).told;
}
