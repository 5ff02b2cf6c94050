import { FileValue } from "../../value/value.ts";
import { FILE, optional } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { files } from "./kinds.ts";
import { asFiles } from "./read.ts";

export const pdf: StandardFunction = {
  name: "pdf",
  signature: "pdf(files…)",
  says: "The files joined into one PDF, in order; absent when there is none. It takes the name of the first.",
  examples: [],
  takes: [{ name: "files", is: files, absent: "taken", rest: true, generator: "values" }],
  gives: () => optional(FILE),
  apply: (_, ...values) => {
    const joined = asFiles(values);
    const [first] = joined;
    if (first === undefined) return undefined;
    return new FileValue(`${first.name.replace(/\.[^.]*$/, "")}.pdf`, "application/pdf", undefined, {
      from: "joined",
      files: joined,
    });
  },
};
