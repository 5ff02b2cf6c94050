import type { StandardFunction } from "../types/function.ts";
import { TEXT } from "../types/type-relations.ts";
import { asText } from "./arguments.ts";
import { aText } from "./kinds.ts";

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
