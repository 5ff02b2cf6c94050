import type { Codes } from "../source/codes.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { connectorSentences } from "./sentences/connectors.ts";
import { fieldSentences } from "./sentences/fields.ts";
import { lookupSentences } from "./sentences/lookups.ts";
import { mappingSentences } from "./sentences/mappings.ts";
import { nameSentences } from "./sentences/names.ts";
import { schemaSentences } from "./sentences/schemas.ts";
import type { SentencesOf } from "./sentences/sentence.ts";
import { syntaxSentences } from "./sentences/syntax.ts";
import { testSentences } from "./sentences/tests.ts";
import { twoWaySentences } from "./sentences/two-way.ts";
import { typeSentences } from "./sentences/types.ts";
import { workspaceSentences } from "./sentences/workspace.ts";
import { yamlSentences } from "./sentences/yaml.ts";

/** What is wrong, as one sentence in English. */
export function messageOf({ code, facts }: Pick<Diagnostic, "code" | "facts">): string {
  const sentence = sentences[code] as (facts: Diagnostic["facts"]) => string;
  return sentence(facts);
}

const sentences: SentencesOf<Codes> = {
  ...yamlSentences,
  ...schemaSentences,
  ...syntaxSentences,
  ...nameSentences,
  ...typeSentences,
  ...lookupSentences,
  ...connectorSentences,
  ...testSentences,
  ...workspaceSentences,
  ...mappingSentences,
  ...fieldSentences,
  ...twoWaySentences,
};
