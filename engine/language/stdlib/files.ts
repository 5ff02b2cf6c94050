import { FileValue } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import { FILE, optional } from "../types/type-relations.ts";
import { asFiles, asText } from "./arguments.ts";
import { aFile, aText, files } from "./kinds.ts";

export const named: StandardFunction = {
  name: "named",
  signature: "named(file, name)",
  says: "The same file under another name.",
  examples: [
    { write: 'named(scan, "receipt.jpg").name', gives: "receipt.jpg", given: { files: { scan: "scan7.jpg" } } },
  ],
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

export const pdf: StandardFunction = {
  name: "pdf",
  signature: "pdf(files…)",
  says: "The files joined into one PDF, in order; absent when there is none. It takes the name of the first.",
  examples: [
    {
      write: "pdf(scan, photo).name",
      gives: "scan7.pdf",
      given: { files: { scan: "scan7.jpg", photo: "photo.png" } },
    },
    { write: "pdf(list())", gives: undefined },
  ],
  takes: [{ name: "files", is: files, absent: "taken", rest: "some", generator: "values" }],
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

export const zip: StandardFunction = {
  name: "zip",
  signature: "zip(name, files…)",
  says: "The files packed into one ZIP archive of that name; what is absent is left out.",
  examples: [
    {
      write: 'zip("receipts.zip", scan, photo).name',
      gives: "receipts.zip",
      given: { files: { scan: "scan7.jpg", photo: "photo.png" } },
    },
  ],
  takes: [
    { name: "name", is: aText, absent: "refused" },
    { name: "files", is: files, absent: "taken", rest: "some", generator: "values" },
  ],
  gives: () => FILE,
  apply: (call, name, ...values) =>
    new FileValue(asText(name, call), "application/zip", undefined, { from: "zip", files: asFiles(values) }),
};
