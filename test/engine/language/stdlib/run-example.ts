import type { Example } from "../../../../engine/language/types/function.ts";
import { FileValue, type Value } from "../../../../engine/value/value.ts";
import { cell, commonSchemas, render } from "../fixture.ts";

/** What an example of the library gives, and what the checker says of it. */
export function runExample({ write, given = {} }: Example): { readonly value: Value; readonly diagnostics: string } {
  const common = commonSchemas();
  const files = Object.entries(given.files ?? {});
  const schemas = {
    ...common,
    names: { ...common.names, ...Object.fromEntries(files.map(([name]) => [name, "file"])) },
    enums: { ...common.enums, given: given.words ?? [] },
  };
  const checked = cell(write, {
    schemas,
    ...(given.words === undefined ? {} : { expected: "enum given" }),
    ...(given.today === undefined ? {} : { today: given.today }),
  });
  const values = files.map(([name, file]): [string, Value] => [
    name,
    new FileValue(file, "image/jpeg", 100, { from: "bytes", bytes: new Uint8Array(100) }),
  ]);
  return { value: checked.run(Object.fromEntries(values)), diagnostics: render(checked.diagnostics) };
}
