import type { Type } from "./type.ts";
import { isOpenEnded } from "./type-relations.ts";

/** As people say it: `a text`, `a whole number that may be absent`, `a list of severa/project`. */
export function showType(type: Type): string {
  switch (type.kind) {
    case "bool":
      return "true or false";
    case "int":
      return "a whole number";
    case "decimal":
      return "a number";
    case "money":
      return "an amount of money";
    case "date":
      return "a date";
    case "datetime":
      return "a date with a time";
    case "text":
      return type.literals?.length === 1 ? `the text "${type.literals[0]}"` : "a text";
    case "enum":
      return `a word of ${type.name}`;
    case "word":
      return type.words.length === 1 ? `the word ${type.words[0]}` : `one of the words ${type.words.join(", ")}`;
    case "list":
      return isOpenEnded(type.of) ? "a list" : `a list of ${elementName(type.of)}`;
    case "record":
      return `a record ${type.shape.name}`;
    case "table":
      return "a table";
    case "file":
      return "a file";
    case "secret":
      return "a secret";
    case "optional":
      return `${showType(type.of)} that may be absent`;
    case "omit":
    case "empty":
    case "null":
      return `\`${type.kind}\``;
    case "unknown":
    case "fault":
      return "a value of unknown type";
  }
}

function elementName(type: Type): string {
  switch (type.kind) {
    case "record":
      return type.shape.name;
    case "text":
      return "texts";
    case "int":
      return "whole numbers";
    case "decimal":
      return "numbers";
    case "money":
      return "amounts of money";
    case "date":
      return "dates";
    case "file":
      return "files";
    case "secret":
      return "secrets";
    case "bool":
      return "true or false";
    case "enum":
      return `words of ${type.name}`;
    case "optional":
      return `${elementName(type.of)}, some of them absent`;
    default:
      return showType(type);
  }
}
