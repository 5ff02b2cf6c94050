import { countCharacters } from "../../value/characters.ts";
import { round as roundDecimal } from "../../value/decimal.ts";
import { roundedProduct } from "../../value/rounded-product.ts";
import { callOf, parameterAt } from "../closures/call.ts";
import { text } from "../stdlib/conversions.ts";
import { length } from "../stdlib/cutting.ts";
import { join, joined } from "../stdlib/joining.ts";
import { round } from "../stdlib/rounding.ts";
import type { StandardFunction } from "../types/function.ts";
import type { Term, TermOf } from "../types/term.ts";
import type { Writer } from "./writer.ts";

/** A call; an absent argument that passes through ends it before the function sees it. */
export function writeCall(writer: Writer, term: TermOf<"call">): string {
  const called = term.function;
  if (called.clock) return writer.closure(term);
  return SHORT.get(called)?.(writer, term) ?? writeApply(writer, term);
}

/** Some functions, where their usual arguments need no call through the library. Undefined where they have others. */
const SHORT: ReadonlyMap<StandardFunction, (writer: Writer, term: TermOf<"call">) => string | undefined> = new Map([
  [text, writeText],
  [round, writeRound],
  [length, writeLength],
  [join, writeJoin],
]);

function writeApply(writer: Writer, term: TermOf<"call">): string {
  const args = term.args.map((arg, index) => ({
    ...writer.held(arg),
    absent: parameterAt(term.function, index)?.absent ?? "taken",
  }));
  const apply = writer.source.capture(term.function.apply, "apply");
  const call = writer.source.capture(callOf(writer.compiler, term), "call");
  const given = args.map(({ variable, absent }) => (absent === "taken" ? `${variable} ?? undefined` : variable));
  let code = `${apply}(${[call, ...given].join(", ")})`;
  for (const { set, variable, absent } of args.toReversed()) {
    const otherwise = absent === "passes" ? "undefined" : writer.source.giveUp();
    code =
      absent === "taken"
        ? `(${set}, ${code})`
        : `(${set} === undefined || ${variable} === null ? ${otherwise} : ${code})`;
  }
  return code;
}

/** `text(x)`: a text is itself. */
function writeText(writer: Writer, term: TermOf<"call">): string | undefined {
  const [arg] = term.args;
  if (arg === undefined || term.args.length !== 1) return undefined;
  const { set, variable } = writer.held(arg);
  const apply = writer.source.capture(text.apply, "apply");
  return (
    `(typeof ${set} === "string" ? ${variable} : ${variable} === undefined || ${variable} === null ? undefined : ` +
    `${apply}(undefined, ${variable}))`
  );
}

/** `round(x, 2)`: of a number, at so many places as the rule says outright. */
function writeRound(writer: Writer, term: TermOf<"call">): string | undefined {
  const [arg, second] = term.args;
  const places = second === undefined ? 0 : second.op === "constant" ? second.value : undefined;
  if (arg === undefined || typeof places !== "number" || !Number.isSafeInteger(places)) return undefined;
  const product = places >= 0 && places <= 12 ? writeRoundedProduct(writer, term, arg, places) : undefined;
  if (product !== undefined) return product;
  const { set, variable } = writer.held(arg);
  const apply = writer.source.capture(round.apply, "apply");
  const call = writer.source.capture(callOf(writer.compiler, term), "call");
  return (
    `(typeof ${set} === "number" && Number.isFinite(${variable}) ? ${writer.source.capture(roundDecimal, "round")}(${variable}, ${places}) : ` +
    `${variable} === undefined || ${variable} === null ? undefined : ${apply}(${call}, ${variable}, ${places}))`
  );
}

/** `round(quantity * price * rest / 100, 2)` in one step, where the numbers allow it. */
function writeRoundedProduct(writer: Writer, term: TermOf<"call">, arg: Term, places: number): string | undefined {
  const { product, moves } = movedPoint(arg);
  const factors = factorsOf(product);
  if (factors.length < 2 || factors.length > 3) return undefined;
  const held = factors.map((factor) => writer.held(factor));
  const result = writer.routine.temporary();
  const numbers = held.map(({ variable }) => `typeof ${variable} === "number"`).join(" && ");
  const given = [...held.map(({ variable }) => variable), ...(held.length < 3 ? ["1"] : []), moves, places].join(", ");
  return (
    `(${held.map(({ set }) => set).join(", ")}, ${numbers} && ` +
    `(${result} = ${writer.source.capture(roundedProduct, "roundedProduct")}(${given})) !== undefined ? ${result} : ${writer.closure(term)})`
  );
}

/** A division by 10, 100 or 1000 only moves the point. */
function movedPoint(term: Term): { readonly product: Term; readonly moves: number } {
  if (term.op !== "arithmetic" || term.sign !== "/" || term.with !== "numbers" || term.right.op !== "constant")
    return { product: term, moves: 0 };
  const moves = [10, 100, 1000].indexOf(Number(term.right.value)) + 1;
  return moves === 0 ? { product: term, moves: 0 } : { product: term.left, moves };
}

function factorsOf(term: Term): readonly Term[] {
  if (term.op !== "arithmetic" || term.sign !== "*" || term.with !== "numbers") return [term];
  return [...factorsOf(term.left), ...factorsOf(term.right)];
}

function writeLength(writer: Writer, term: TermOf<"call">): string | undefined {
  const [arg] = term.args;
  if (arg === undefined || term.args.length !== 1) return undefined;
  const { set, variable } = writer.held(arg);
  return (
    `(typeof ${set} === "string" ? ${writer.source.capture(countCharacters, "count")}(${variable}) : ` +
    `${variable} === undefined || ${variable} === null ? undefined : ${writer.source.giveUp()})`
  );
}

/** `join(", ", a, b)`: part by part, without a list of them. */
function writeJoin(writer: Writer, term: TermOf<"call">): string | undefined {
  const [separator, ...parts] = term.args;
  if (separator?.op !== "constant" || typeof separator.value !== "string") return undefined;
  const add = writer.source.capture(joined, "join");
  const between = JSON.stringify(separator.value);
  return parts.reduce((text, part) => `${add}(${text}, ${between}, ${writer.value(part)})`, "undefined");
}
