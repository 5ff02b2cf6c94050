import type { Said } from "../../compile/compiled.ts";

/** One thing that is wrong with a record, and what to do about it. */
export interface Problem {
  readonly text: string;
  readonly advice: string | undefined;
}

/** Several problems as the store keeps them: a line each, and the advice on the same line of its own text. */
export function joinedProblems(said: readonly Pick<Said, "text" | "advice">[]): {
  readonly message: string;
  readonly advice: string | undefined;
} {
  const distinct = [...new Map(said.map((one) => [`${one.text}\n${one.advice ?? ""}`, one])).values()];
  const [only] = distinct;
  if (only !== undefined && distinct.length === 1) return { message: only.text, advice: only.advice };
  return {
    message: distinct.map(({ text }) => onOneLine(text)).join("\n"),
    advice: distinct.some(({ advice }) => advice !== undefined)
      ? distinct.map(({ advice }) => onOneLine(advice ?? "")).join("\n")
      : undefined,
  };
}

/** The problems that were joined; one where nothing else can be told. */
export function problemsOf({
  message,
  advice,
}: {
  readonly message: string;
  readonly advice: string | undefined;
}): readonly Problem[] {
  const texts = message.split("\n");
  const advices = advice?.split("\n") ?? texts.map(() => "");
  if (texts.length !== advices.length) return [{ text: message, advice }];
  return texts.map((text, index) => ({ text, advice: advices[index] === "" ? undefined : advices[index] }));
}

function onOneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}
