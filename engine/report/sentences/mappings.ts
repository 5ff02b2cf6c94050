import type { MappingCodes } from "../../source/codes.ts";
import { didYouMean, type SentencesOf } from "./sentence.ts";

export const mappingSentences: SentencesOf<MappingCodes> = {
  "integration-missing": () => "none of these files is the integration's own: one must begin with `integration:`",
  "integration-file-missing": (facts) =>
    `the folder ${facts.folder} has no integration.yaml, so none of its files is read`,
  "shipped-hidden": ({ what, name }) => [
    `this ${what} counts in place of the "${name}" that comes with Koppel`,
    "If that is not meant, give the folder another name.",
  ],
  "file-kind": (facts) =>
    `nothing here says what kind of file this is; it needs one of the keys ${facts.kinds.join(", ")}`,
  "key-unknown": (facts) => `"${facts.key}" is not a key of ${facts.what}`,
  "key-missing": (facts) => `${facts.what} needs "${facts.key}"`,
  "shape-wrong": (facts) => `${facts.what} is ${facts.expected}, but ${facts.found} was found`,
  "mapping-value-missing": (facts) => `nothing stands here; ${facts.what} needs a value`,
  "option-unknown": (facts) => `"${facts.word}" is not possible for ${facts.what}; there are ${facts.known.join(", ")}`,
  "kind-shape": (facts) => `"${facts.text}" names no kind of record; one is written system/kind, e.g. shop/invoice`,
  "side-unknown": (facts) =>
    `the integration has no system "${facts.side}"; ${facts.known.length === 0 ? "it names none" : `there are ${facts.known.join(", ")}`}`,
  "connector-unknown": (facts) => [
    `there is no connector "${facts.connector}"`,
    "A connector is a folder of schemas/ that has a connector.yaml.",
  ],
  "kind-cannot": (facts) => `${facts.kind} has no call to ${facts.verb} records`,
  "action-unknown": (facts) =>
    `${facts.kind} has no action "${facts.action}"${facts.known.length === 0 ? "" : `; there are ${facts.known.join(", ")}`}`,
  "country-code": (facts) => `"${facts.found}" is no country; one is written with two capital letters, e.g. FI`,
  "flow-name": (facts) =>
    `"${facts.found}" cannot be a name; names are small letters, digits and hyphens, e.g. sales-invoices`,
  "flow-file-name": (facts) => `${facts.name} stands in ${facts.file}; people look for it in ${facts.name}.yaml`,
  "flow-twice": (facts) => `another file is called ${facts.name} too`,
  "flow-unknown": (facts) => `there is no flow \`${facts.name}\`${didYouMean(facts.nearest)}`,
  "flow-is-document": (facts) => `${facts.name} is a document and does not run by itself`,
  "flow-when-needed": (facts) =>
    `${facts.name} runs only when a document needs it (\`run: when needed\`), so it is not listed`,
  "flow-listed-twice": (facts) => `${facts.name} is listed twice`,
  "flow-unlisted": (facts) =>
    `${facts.name} never runs: it is not under \`flows\` of the integration, and does not say \`run: when needed\``,
  "register-unneeded": (facts) => `${facts.register} runs when it is needed, but nothing needs it`,
  "transfer-unknown": (facts) =>
    `there is no transfer "${facts.transfer}"${facts.known.length === 0 ? "" : `; there are ${facts.known.join(", ")}`}`,
  "follow-not-by-record": (facts) =>
    `${facts.transfer} ${facts.key === "each" ? `may make several documents of one ${facts.kind}` : "tells its documents apart"} (\`${facts.key}\`); a follow finds a document by the id of its ${facts.kind} alone`,
  "follow-other-source": (facts) =>
    `${facts.transfer} carries ${facts.kind}, the first one ${facts.first}; one file follows documents of one kind`,
  "name-twice": (facts) => `\`${facts.name}\` is defined twice`,
  "name-unused": (facts) =>
    facts.where === "with" ? `nothing uses the look-up \`${facts.name}\`` : `nothing uses \`${facts.name}\``,
  "names-too-deep": ({ name, limit }) =>
    `more than ${limit} names use one another, one after the other, up to \`${name}\`; write some of them out where they are used`,
  "definition-cycle": (facts) => `these need each other: ${facts.names.join(" -> ")}`,
  "computed-hides": (facts) => `${facts.kind} has a field ${facts.field} of its own`,
  "computed-cycle": (facts) => `${facts.field} needs itself`,
  "condition-quoted": (facts) => `quotes mean text; ${facts.what} is a condition and stands without them`,
  "need-not-record": (facts) => `the register ${facts.register} is asked for a record, and this is none`,
  "need-of-itself": (facts) =>
    `this is the record that ${facts.registers[0]} is about, so it would wait for itself: ${facts.registers.join(" -> ")}`,
  "need-other-kind": (facts) =>
    `the register ${facts.register} is about ${facts.wanted.join(" and ")}, and this is a ${facts.found}`,
  "refuse-without-say": () => "a refusal must say why: add `say` with the code of a message",
  "facts-without-say": () => "`facts` fill the holes of a message; add `say` with its code",
  "message-twice": (facts) => `the message ${facts.code} stands here already`,
  "message-hole": (facts) =>
    `\`${facts.hole}\` is no hole: between braces stands the name of a fact; a brace as a character is written {{ or }}`,
  "message-unknown": (facts) => `there is no message \`${facts.code}\`${didYouMean(facts.nearest)}`,
  "message-fact-missing": (facts) => `the message ${facts.code} needs the fact \`${facts.fact}\``,
  "message-fact-unused": (facts) =>
    `the message ${facts.code} has no hole for \`${facts.fact}\`${didYouMean(facts.nearest)}`,
  "message-unused": (facts) => `nothing says ${facts.code}`,
  "table-file-missing": (facts) => `there is no file ${facts.file} beside the mapping`,
  "table-column-missing": (facts) => `${facts.file} has no column "${facts.column}"; it has ${facts.known.join(", ")}`,
  "table-key-twice": (facts) => `the key "${facts.key}" stands twice in this table`,
  "table-file-empty": (facts) => `${facts.file} is empty; its first line names the columns, e.g. code,name`,
  "table-row-short": (facts) =>
    `this line has ${facts.found === 1 ? "1 value" : `${facts.found} values`}; the first line names ${facts.expected} columns`,
  "table-quote-open": () => "the quote that begins here is never closed",
  "setting-kinds": (facts) => `a setting is one of these, not several: ${facts.kinds.join(", ")}`,
  "setting-default": (facts) => `"${facts.value}" cannot be the default; expected is ${facts.expected}`,
  "setting-required-default": () => "with a default, nobody has to fill it in; leave out `required`",
  "setting-unused": (facts) => `nothing reads ${facts.setting}`,
  "check-empty": () => "a check says either `must`, a condition, or `flags`, a table",
  "flags-count": (facts) =>
    `${facts.flags} flags are named; here ${facts.found === 1 ? "is 1 value" : `are ${facts.found} values`}`,
  "lookup-under-let": (facts) =>
    `this looks records up; \`${facts.name}\` belongs under \`with\`, where each look-up is a call that one sees`,
};
