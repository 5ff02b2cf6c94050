import type { TestCodes } from "../../source/codes.ts";
import type { SentencesOf } from "./sentence.ts";

export const testSentences: SentencesOf<TestCodes> = {
  "test-flow-unknown": (facts) => `there is no flow "${facts.flow}"; there are ${facts.known.join(", ")}`,
  "test-kind-unknown": (facts) => `the integration has no record kind "${facts.kind}"`,
  "test-name-twice": (facts) =>
    `"${facts.name}" names another record already; a name stands for one record of the file`,
  "test-record-unknown": (facts) => `no record of this file is called "${facts.name}"`,
  "test-reference-unknown": (facts) => `no ${facts.kind} of this file is called "${facts.name}"`,
  "test-record-without-id": (facts) => `"${facts.name}" is referred to and needs its "${facts.id}"`,
  "test-field-unknown": (facts) => `${facts.record} has no field "${facts.field}"`,
  "test-row-missing": (facts) => facts.problem,
  "test-row-length": (facts) =>
    `the row has ${facts.found} cells; ${facts.vary} of "vary" and ${facts.expect} of "expect" are wanted`,
  "test-path-unknown": (facts) => `${facts.kind} has no field "${facts.path}" that can be written`,
};
