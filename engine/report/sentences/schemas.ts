import type { SchemaCodes } from "../../source/codes.ts";
import type { SentencesOf } from "./sentence.ts";

export const schemaSentences: SentencesOf<SchemaCodes> = {
  "schema-missing": (facts) => `the kind ${facts.kind} names the schema ${facts.file}, which is not there`,
  "schema-no-record": (facts) =>
    `the schema ${facts.file} of the kind ${facts.kind} must describe a record with its fields${facts.gap === undefined ? "" : `, but ${facts.gap}`}`,
  "schema-gap": (facts) => [
    `nothing is known of the values of ${facts.field}: ${facts.gap}`,
    ...facts.more.map(({ field, gap }) => `${field}: ${gap}`),
  ],
  "schema-field-unknown": (facts) =>
    `the schema of ${facts.kind} has no field ${facts.field}; ${facts.nearest === undefined ? `it has ${facts.names.join(", ")}` : `did you mean ${facts.nearest}?`}`,
  "connector-kind-incomplete": (facts) => `the kind ${facts.kind} must say its ${facts.key}`,
  "connector-kind-unknown": (facts) =>
    `${facts.kind === "" ? "the kind of record must be named" : `there is no kind ${facts.kind}`}; ${facts.nearest === undefined ? `there are ${facts.names.join(", ")}` : `did you mean ${facts.nearest}?`}`,
};
