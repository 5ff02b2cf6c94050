import { FileValue } from "../../value/value.ts";
import { FILE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aFile, aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const named: StandardFunction = {
  name: "named",
  signature: "named(file, name)",
  says: "The same file under another name.",
  examples: [],
  takes: [
    { name: "file", is: aFile, absent: "passes" },
    { name: "name", is: aText, absent: "refused" },
  ],
  gives: () => FILE,
  apply: (call, file, name) => {
    if (!(file instanceof FileValue)) return undefined;
    return new FileValue(asText(name, call), file.type, file.size, file.fetch);
  },
};
