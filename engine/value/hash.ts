import { crypto } from "./crypto.ts";
import { canonicalJson } from "./json.ts";
import type { Value } from "./value.ts";

/** 32 hexadecimal digits that are the same for values of the same meaning, on every machine and in every version. */
export function stableHash(value: Value): string {
  return canonicalHash(canonicalJson(value));
}

/** The `stableHash` of the value whose canonical JSON this is, for who has the text at hand already. */
export function canonicalHash(text: string): string {
  return crypto().hash("sha256", text, "hex").slice(0, 32);
}
