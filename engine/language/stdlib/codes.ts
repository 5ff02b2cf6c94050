import { crypto } from "../../value/crypto.ts";
import type { StandardFunction } from "../types/function.ts";
import { BOOL, TEXT } from "../types/type-relations.ts";
import { isIbanText } from "./iban.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const businessId: StandardFunction = {
  name: "businessId",
  signature: "businessId(vatNumber)",
  says: "The business ID of a Finnish, the organisation number of a Swedish or the number of a Norwegian VAT number. What has another form stays as it is.",
  examples: [
    { write: 'businessId("FI12345678")', gives: "1234567-8" },
    { write: 'businessId("SE556677889901")', gives: "556677-8899" },
    { write: 'businessId("NO 123 456 789 MVA")', gives: "123456789" },
    { write: 'businessId("1234567-8")', gives: "1234567-8" },
    { write: 'businessId("DE123456789")', gives: "DE123456789" },
  ],
  takes: [{ name: "vatNumber", is: aText, absent: "passes" }],
  gives: () => TEXT,
  apply: (call, value) => {
    const written = asText(value, call).trim();
    const plain = written.replace(/[\s.]/g, "").toUpperCase();
    const finnish = /^(?:FI)?(\d{7})-?(\d)$/.exec(plain);
    if (finnish !== null) return `${finnish[1]}-${finnish[2]}`;
    const swedish = /^SE(\d{6})-?(\d{4})(?:\d{2})?$/.exec(plain) ?? /^(\d{6})-?(\d{4})$/.exec(plain);
    if (swedish !== null) return `${swedish[1]}-${swedish[2]}`;
    const norwegian = /^NO(\d{9})(?:MVA)?$/.exec(plain);
    return norwegian?.[1] ?? written;
  },
};

export const isIban: StandardFunction = {
  name: "isIban",
  signature: "isIban(text)",
  says: "Whether the text is an IBAN with the right check digits; spaces do not matter. The same as `is iban`.",
  examples: [
    { write: 'isIban("FI21 1234 5600 0007 85")', gives: true },
    { write: 'isIban("FI2112345600000786")', gives: false },
  ],
  takes: [{ name: "text", is: aText, absent: "taken" }],
  gives: () => BOOL,
  apply: (_, text) => typeof text === "string" && isIbanText(text),
};

export const hmacSha256: StandardFunction = {
  name: "hmacSha256",
  signature: "hmacSha256(key, text, encoding)",
  says: "The HMAC-SHA256 of a text as hexadecimal digits, for signing requests. The encoding is UTF-8 or ISO-8859-1.",
  examples: [
    { write: 'hmacSha256("key", "text")', gives: "6afa9046a9579cad143a384c1b564b9a250d27d6f6a63f9f20bf3a7594c9e2c6" },
  ],
  takes: [
    { name: "key", is: aText, absent: "refused" },
    { name: "text", is: aText, absent: "refused" },
    { name: "encoding", is: aText, absent: "refused", optional: true },
  ],
  gives: () => ({ ...TEXT, maxLength: 64 }),
  apply: (call, key, text, encoding) => {
    const kind = encoding === "ISO-8859-1" ? "latin1" : "utf8";
    return crypto()
      .createHmac("sha256", Buffer.from(asText(key, call), kind))
      .update(Buffer.from(asText(text, call), kind))
      .digest("hex");
  },
};
