import { Secret } from "../value/secret.ts";

export { Secret };

/** What a company gives to connect; secrets may be given as text and are hidden all the same. */
export type Credentials = Readonly<Record<string, string | Secret>>;

export function revealed(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}
