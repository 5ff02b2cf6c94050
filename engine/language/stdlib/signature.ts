import { crypto } from "../../value/crypto.ts";
import { Secret } from "../../value/secret.ts";
import type { StandardFunction } from "../types/function.ts";
import { TEXT } from "../types/type-relations.ts";
import { asText } from "./arguments.ts";
import { aKey, aText } from "./kinds.ts";

export const hmacSha256: StandardFunction = {
  name: "hmacSha256",
  signature: "hmacSha256(key, text, encoding)",
  says: "The HMAC-SHA256 of a text as hexadecimal digits, for signing requests. The encoding is UTF-8 or ISO-8859-1.",
  examples: [
    { write: 'hmacSha256("key", "text")', gives: "6afa9046a9579cad143a384c1b564b9a250d27d6f6a63f9f20bf3a7594c9e2c6" },
  ],
  takes: [
    { name: "key", is: aKey, absent: "refused" },
    { name: "text", is: aText, absent: "refused" },
    { name: "encoding", is: aText, absent: "refused", optional: true },
  ],
  gives: () => ({ ...TEXT, maxLength: 64 }),
  apply: (call, key, text, encoding) => {
    const kind = encoding === "ISO-8859-1" ? "latin1" : "utf8";
    return crypto()
      .createHmac("sha256", Buffer.from(key instanceof Secret ? key.reveal() : asText(key, call), kind))
      .update(Buffer.from(asText(text, call), kind))
      .digest("hex");
  },
};
