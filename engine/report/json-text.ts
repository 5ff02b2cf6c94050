import { forJson } from "../value/cleaned.ts";

/** The answer of `--format json`, laid out for people as well. */
export function jsonText(value: unknown): string {
  return forJson(JSON.stringify(value, undefined, 2));
}

/** The same on one line, as logs have it. */
export function jsonLine(value: unknown): string {
  return forJson(JSON.stringify(value));
}
