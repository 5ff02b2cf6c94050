import type { Example } from "../../../../engine/language/types/function.ts";
import { FileValue, type Value } from "../../../../engine/value/value.ts";
import { cell, commonSchemas, render } from "../fixture.ts";
import { written } from "../generated/written.ts";

interface Ran {
  /** Of the closures, and of the generated code. */
  readonly values: readonly Value[];
  readonly diagnostics: string;
}

/** What an example of the library gives in both back ends, and what the checker says of it. */
export function runExample({ write, given = {} }: Example): Ran {
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
  const values = Object.fromEntries(
    files.map(([name, file]) => [
      name,
      new FileValue(file, "image/jpeg", 100, { from: "bytes", bytes: new Uint8Array(100) }),
    ]),
  );
  return {
    values: [checked.evaluate(), written(checked.typed).evaluate].map((run) => run(checked.frame(values))),
    diagnostics: render(checked.diagnostics),
  };
}
