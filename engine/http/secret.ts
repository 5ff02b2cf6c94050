import { Secret } from "../value/secret.ts";

export { Secret };

/** What a company gives to connect; secrets may be given as text and are hidden all the same. */
export type Credentials = Readonly<Record<string, string | Secret>>;

export function revealed(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}

const SHORTEST_SECRET = 4;

/** Replaces every known secret in a text that somebody will read. Very short ones would blot out half of it. */
export function redact(text: string, secrets: Iterable<string>): string {
  let result = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    result = result.replaceAll(secret, "***").replaceAll(encodeURIComponent(secret), "***");
  }
  return result;
}
