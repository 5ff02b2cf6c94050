import type { Codes } from "../source/codes.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { connectorSentences } from "./sentences/connectors.ts";
import { fieldSentences } from "./sentences/fields.ts";
import { hintText } from "./sentences/hints.ts";
import { lookupSentences } from "./sentences/lookups.ts";
import { mappingSentences } from "./sentences/mappings.ts";
import { nameSentences } from "./sentences/names.ts";
import { schemaSentences } from "./sentences/schemas.ts";
import type { Sentence, SentencesOf } from "./sentences/sentence.ts";
import { syntaxSentences } from "./sentences/syntax.ts";
import { testSentences } from "./sentences/tests.ts";
import { twoWaySentences } from "./sentences/two-way.ts";
import { typeSentences } from "./sentences/types.ts";
import { workspaceSentences } from "./sentences/workspace.ts";
import { yamlSentences } from "./sentences/yaml.ts";

/** What is wrong, as one sentence in English. */
export function messageOf(diagnostic: Pick<Diagnostic, "code" | "facts">): string {
  const said = saidOf(diagnostic);
  return typeof said === "string" ? said : said[0];
}

/** What would be right, one sentence each: first what the facts say, then the hints given with them. */
export function hintsOf(diagnostic: Pick<Diagnostic, "code" | "facts" | "hints">): readonly string[] {
  const said = saidOf(diagnostic);
  return [...(typeof said === "string" ? [] : said.slice(1)), ...diagnostic.hints.map(hintText)];
}

function saidOf({ code, facts }: Pick<Diagnostic, "code" | "facts">): Sentence {
  const sentence = sentences[code] as (facts: Diagnostic["facts"]) => Sentence;
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
