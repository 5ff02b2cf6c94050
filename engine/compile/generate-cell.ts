import type { Cell } from "../mapping/tree/field-node.ts";
import { fitsScale } from "../value/decimal.ts";
import { isBlank } from "../value/equality.ts";
import { cellRules, OMITTED } from "./cell-rules.ts";
import type { RecordWriter, Written } from "./generate-record.ts";
import { isStrict } from "./record-outline.ts";
import type { Shaper } from "./values.ts";

/** The statements for one cell: what the closure of `compileCell` does, up to where something is to be said. */
export function generateCell(cell: Cell, within: RecordWriter): Written {
  const { source, options } = within;
  const { shape, absent, keepsEmpty, fixed } = cellRules(cell, options);
  if (fixed !== undefined) return { code: "", variable: source.literal(fixed) };
  const variable = source.name("v");
  const omitted = source.capture(OMITTED, "omitted");
  const value = within.value(cell.value, omitted);
  const nothing = isStrict(cell) ? `${source.giveUp()};` : `${variable} = ${absent};`;
  const branches = [
    ...(value.includes(omitted) ? [`if (${variable} === ${omitted}) ${variable} = undefined;`] : []),
    `if (${variable} === null) ${keepsEmpty ? "{}" : `${variable} = undefined;`}`,
    // A rule that says "" means the empty text; one that comes to it has nothing to say.
    ...(cell.constant ? [`if (${variable} === "") {}`] : []),
    `if (${variable} === undefined || ${blankTest(variable, source.capture(isBlank, "isBlank"))}) ${nothing}`,
    ...(shape === undefined ? [] : [shaping(cell, shape, variable, within)]),
  ];
  const code = `${variable} = ${value};\n${branches.join("\nelse ")}`;
  return { variable, code: `let ${variable};\n${within.when(cell.when, code)}` };
}

/** Most texts begin with a plain character. */
function blankTest(variable: string, isBlankName: string): string {
  return `(typeof ${variable} === "string" && ${isBlankName}(${variable}))`;
}

/** Most values fit as they are: only the others go through the shaper. */
function shaping(cell: Cell, shape: Shaper, variable: string, { source }: RecordWriter): string {
  const shaped = `${variable} = ${source.capture(shape, "shape")}(${variable}, state);`;
  const { type, scale } = cell.target;
  const { kind } = type.kind === "optional" ? type.of : type;
  if (kind === "text" && cell.limit !== undefined)
    return `if (typeof ${variable} === "string" && ${variable}.length > ${source.literal(cell.limit)}) ${shaped}`;
  if (kind === "decimal" && scale !== undefined) {
    const fits = `${source.capture(fitsScale, "fitsScale")}(${variable}, ${source.literal(scale)})`;
    return `if (!(typeof ${variable} === "number" && ${fits})) ${shaped}`;
  }
  return shaped;
}
