import type { YamlCodes } from "../../source/codes.ts";
import type { SentencesOf } from "./sentence.ts";
import { saidOfYaml } from "./yaml-problems.ts";

export const yamlSentences: SentencesOf<YamlCodes> = {
  "yaml-syntax": saidOfYaml,
  "yaml-alias": ({ alias, negated }) => [
    "aliases, anchors, merge keys and tags are not used in these files; write the value out",
    ...(alias === undefined ? [] : [`"${alias}" is read as an alias; a text that begins with * needs quotes.`]),
    ...(negated === undefined ? [] : [`To say "not", write: not ${negated}`]),
  ],
  "yaml-key-reserved": (facts) => `"${facts.key}" cannot be a key`,
  "yaml-key-twice": (facts) => `"${facts.key}" stands here already`,
  "yaml-comma-cut": (facts) => [
    `inside { } and [ ] a comma ends the value, so that ${facts.piece} stands here by itself`,
    "Write the value on a line of its own, outside { } and [ ], or put a text with a comma in quotes.",
  ],
  "yaml-too-deep": (facts) => `this is nested more than ${facts.limit} levels deep`,
  "yaml-several-documents": () => "a second document begins here; a file holds one",
  "too-many-faults": (facts) =>
    `${facts.left} more in this file are not shown, since only the worst ${facts.limit} are`,
  "file-too-large": (facts) => `the file has ${facts.bytes} bytes; at most ${facts.limit} are read`,
  "file-empty": () => "the file is empty; expected are keys with values",
  "file-outside": (facts) => [
    `this leads to ${facts.leadsTo}, which is outside of the project's folder, and is not read`,
    "Put the file itself here: links may lead to places within the project only.",
  ],
  "file-not-text": (facts) => [
    `the file is no text in UTF-8: ${facts.found}`,
    "Save it as UTF-8, which every editor offers.",
  ],
};
