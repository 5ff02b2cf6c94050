/**
 * What a vendor's interface takes and gives, as facts: paths, names, types, limits, words. Made by the digest from the
 * vendor's description, never by hand and never from a connector of ours, which would confirm its own errors.
 */
export interface Specification {
  /** `published`: from the vendor's own file. `rebuilt`: from what a public client or reader says of it. */
  readonly source: "published" | "rebuilt";
  readonly version: string;
  /** By method and path, `GET /v1/invoices/{guid}`. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** By name; of each member its type in the words of `parseType`. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Lists of words that several shapes share. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

export interface Operation {
  readonly query?: readonly string[];
  /** The rights of which a token needs one. */
  readonly scopes?: readonly string[];
  /** Type of the body that is sent. */
  readonly request?: string;
  /** Type of the body of the answer 200 or 201. */
  readonly answer?: string;
}

/**
 * A type as it is written in a specification: `text 1..80`, `integer ..999`, `number`, `boolean`, `date`, `date-time`,
 * `enum A|B`, `enum @Name` for a shared list, `@Shape`, `[type]` for a list, `any`. `!` after it: required.
 */
export type Type =
  | {
      readonly kind: "text" | "integer" | "number";
      readonly least: number | undefined;
      readonly most: number | undefined;
    }
  | { readonly kind: "boolean" | "date" | "date-time" | "any" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "words of"; readonly name: string }
  | { readonly kind: "shape"; readonly name: string }
  | { readonly kind: "list"; readonly of: Type };

export interface Member {
  readonly type: Type;
  readonly required: boolean;
}

export function parseMember(text: string): Member {
  const required = text.endsWith("!");
  return { type: parseType(required ? text.slice(0, -1) : text), required };
}

/** Throws for a word that is no type: a specification is made by a program, so that is a fault of the program. */
export function parseType(text: string): Type {
  if (text.startsWith("[") && text.endsWith("]")) return { kind: "list", of: parseType(text.slice(1, -1)) };
  if (text.startsWith("@")) return { kind: "shape", name: text.slice(1) };
  const [kind = "", rest = ""] = splitOnce(text);
  switch (kind) {
    case "boolean":
    case "date":
    case "date-time":
    case "any":
      return { kind };
    case "text":
    case "integer":
    case "number": {
      const [least = "", most = ""] = rest.split("..");
      return { kind, least: limit(least), most: limit(most) };
    }
    case "enum":
      return rest.startsWith("@")
        ? { kind: "words of", name: rest.slice(1) }
        : { kind: "words", words: rest.split("|") };
    default:
      throw new Error(`${text} is no type`);
  }
}

export function writeMember({ type, required }: Member): string {
  return `${writeType(type)}${required ? "!" : ""}`;
}

export function writeType(type: Type): string {
  switch (type.kind) {
    case "list":
      return `[${writeType(type.of)}]`;
    case "shape":
      return `@${type.name}`;
    case "words":
      return `enum ${type.words.join("|")}`;
    case "words of":
      return `enum @${type.name}`;
    case "text":
    case "integer":
    case "number":
      return type.least === undefined && type.most === undefined
        ? type.kind
        : `${type.kind} ${type.least ?? ""}..${type.most ?? ""}`;
    case "boolean":
    case "date":
    case "date-time":
    case "any":
      return type.kind;
  }
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(" ");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function limit(text: string): number | undefined {
  return text === "" ? undefined : Number(text);
}
