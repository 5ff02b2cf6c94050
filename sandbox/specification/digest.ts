import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FieldMetadata, readFieldMetadata } from "./read-field-metadata.ts";
import { type OpenApi, readOpenApi } from "./read-openapi.ts";
import { specificationFile } from "./read-specification.ts";
import type { Specification } from "./specification.ts";

/** Where a system's description lies below the folder of descriptions, and how it is read. */
export const descriptions: Readonly<
  Record<string, { readonly file: string; readonly read: (json: unknown) => Specification }>
> = {
  severa: {
    file: "severa/severa-rest-v1.reconstructed.openapi3.json",
    read: (json) => readOpenApi(json as OpenApi, "rebuilt"),
  },
  procountor: {
    file: "procountor/procountor-26.04-digest.json",
    read: (json) => readFieldMetadata(json as FieldMetadata),
  },
};

export const DESCRIPTIONS = join(import.meta.dirname, "../../../shared/vendor");

/** The specification of a system made anew; undefined where its description is not on this machine. */
export function digestOf(system: string, folder: string = DESCRIPTIONS): Specification | undefined {
  const description = descriptions[system];
  const path = join(folder, description?.file ?? "");
  if (description === undefined || !existsSync(path)) return undefined;
  return description.read(JSON.parse(readFileSync(path, "utf8")));
}

/** One operation, shape or list of words a line, so that what a new version changes can be read in its difference. */
export function specificationText({ source, version, operations, shapes, enums }: Specification): string {
  const lines = (record: Readonly<Record<string, unknown>>): string =>
    Object.keys(record)
      .toSorted()
      .map((key) => `    ${JSON.stringify(key)}: ${JSON.stringify(record[key])}`)
      .join(",\n");
  return `{
  "source": ${JSON.stringify(source)},
  "version": ${JSON.stringify(version)},
  "operations": {
${lines(operations)}
  },
  "shapes": {
${lines(shapes)}
  },
  "enums": {
${lines(enums)}
  }
}
`;
}

if (import.meta.main) {
  const folder = process.argv[2];
  for (const system of Object.keys(descriptions)) {
    const specification = digestOf(system, folder);
    if (specification === undefined) console.log(`${system}: no description at ${descriptions[system]?.file}`);
    else {
      writeFileSync(specificationFile(system), specificationText(specification));
      console.log(`${system}: ${Object.keys(specification.operations).length} operations`);
    }
  }
}
