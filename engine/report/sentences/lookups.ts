import type { LookupCodes } from "../../source/codes.ts";
import { didYouMean, type SentencesOf } from "./sentence.ts";

export const lookupSentences: SentencesOf<LookupCodes> = {
  "kind-unknown": (facts) => `there is no kind of record \`${facts.kind}\`${didYouMean(facts.nearest)}`,
  "register-unknown": (facts) => `there is no register \`${facts.register}\`${didYouMean(facts.nearest)}`,
  "linked-other-kind": (facts) => `${facts.register} links ${facts.between.join(" with ")}, and this is ${facts.found}`,
  "linked-not-by-record": (facts) =>
    `${facts.register} tells its records apart by \`${facts.key}\`, so that none can be found by the id of a record`,
  "linked-backwards": (facts) =>
    `${facts.transfer} is a transfer: it finds what was made of a ${facts.source}, not the other way round`,
  "document-unknown": (facts) => `there is no document \`${facts.document}\`${didYouMean(facts.nearest)}`,
  "lookup-condition": () =>
    "a look-up asks for fields that equal something, joined with `and`: by .name == country and .isActive",
  "lookup-all-by-id": () => "one id gives one record; leave out `all`, or ask for a field: by .name == …",
};
