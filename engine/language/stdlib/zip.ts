import { FileValue } from "../../value/value.ts";
import { FILE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText, files } from "./kinds.ts";
import { asFiles, asText } from "./read.ts";

export const zip: StandardFunction = {
  name: "zip",
  signature: "zip(name, files…)",
  says: "The files packed into one ZIP archive of that name; what is absent is left out.",
  examples: [],
  takes: [
    { name: "name", is: aText, absent: "refused" },
    { name: "files", is: files, absent: "taken", rest: true, generator: "values" },
  ],
  gives: () => FILE,
  apply: (call, name, ...values) =>
    new FileValue(asText(name, call), "application/zip", undefined, { from: "zip", files: asFiles(values) }),
};
