import { crypto } from "./crypto.ts";
import { canonicalJson } from "./json.ts";
import type { Value } from "./value.ts";

/** 32 hexadecimal digits that are the same for values of the same meaning, on every machine and in every version. */
export function stableHash(value: Value): string {
  return crypto().createHash("sha256").update(canonicalJson(value), "utf8").digest("hex").slice(0, 32);
}
