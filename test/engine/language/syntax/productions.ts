import type { IToken } from "chevrotain";
import { Identifier, isName, Word } from "../../../../engine/language/syntax/tokens.ts";

/** One side of a production, as it is written: `"if" Either ( "else" Conditional )?`. */
type Part =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Part[] }
  | { readonly kind: "optional" | "repeated"; readonly part: Part };

export type Productions = ReadonlyMap<string, Part>;

/** What a token has to be, for the names that no production explains. */
export const TERMINALS: Readonly<Record<string, (token: IToken) => boolean>> = {
  Number: (token) => token.tokenType.name === "NumberLiteral",
  Date: (token) => token.tokenType.name === "DateLiteral",
  Text: (token) => token.tokenType.name === "TextLiteral",
  Name: (token) => isName(token.tokenType),
  Word: (token) => token.tokenType === Identifier || (token.tokenType.CATEGORIES ?? []).includes(Word),
};

/** The lines of the productions in comments like those of grammar.ts, one after the other. */
export function productionLines(source: string): readonly string[] {
  const lines = [...source.matchAll(/^ +\* ([A-Z]\w+ : .*| {2,}\| .*)$/gm)];
  return lines.map(([, line]) => line ?? "");
}

export function readProductions(lines: readonly string[]): Productions {
  const whole = lines.join("\n").replace(/\n +\|/g, " |");
  return new Map(
    whole.split("\n").map((line) => {
      const [name = "", side = ""] = line.split(" : ");
      return [name, readSide(side.match(/"[^"]+"|\w+|[()|?*]/g) ?? [])];
    }),
  );
}

function readSide(signs: string[]): Part {
  const choices: Part[][] = [[]];
  while (signs.length > 0 && signs[0] !== ")") {
    const sign = signs.shift() ?? "";
    const last = choices.at(-1) as Part[];
    if (sign === "|") choices.push([]);
    else if (sign === "?" || sign === "*")
      last.push({ kind: sign === "?" ? "optional" : "repeated", part: last.pop() as Part });
    else if (sign === "(") {
      last.push(readSide(signs));
      signs.shift();
    } else
      last.push(sign.startsWith('"') ? { kind: "literal", text: sign.slice(1, -1) } : { kind: "name", name: sign });
  }
  return { kind: "choice", parts: choices.map((parts) => ({ kind: "sequence", parts })) };
}

export function namesIn(part: Part): readonly string[] {
  if (part.kind === "name") return [part.name];
  if (part.kind === "literal") return [];
  return "parts" in part ? part.parts.flatMap(namesIn) : namesIn(part.part);
}

/** Whether the productions make these tokens of `start`, where each takes as much as it can. */
export function recognises(productions: Productions, start: string, tokens: readonly IToken[]): boolean {
  const known = new Map<string, number | undefined>();
  const end = (part: Part, at: number): number | undefined => {
    switch (part.kind) {
      case "literal":
        return tokens[at]?.image === part.text ? at + 1 : undefined;
      case "name":
        return endOfName(part.name, at);
      case "sequence":
        return part.parts.reduce<number | undefined>((to, one) => (to === undefined ? to : end(one, to)), at);
      case "choice":
        for (const one of part.parts) {
          const to = end(one, at);
          if (to !== undefined) return to;
        }
        return undefined;
      case "optional":
        return end(part.part, at) ?? at;
      case "repeated": {
        let to = at;
        for (let next = end(part.part, to); next !== undefined; next = end(part.part, to)) to = next;
        return to;
      }
    }
  };
  const endOfName = (name: string, at: number): number | undefined => {
    const key = `${name} ${at}`;
    if (known.has(key)) return known.get(key);
    const part = productions.get(name);
    const token = tokens[at];
    const single = token !== undefined && TERMINALS[name]?.(token) === true ? at + 1 : undefined;
    const to = part === undefined ? single : end(part, at);
    known.set(key, to);
    return to;
  };
  return endOfName(start, 0) === tokens.length;
}
