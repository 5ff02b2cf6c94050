import { type DecodedScalar, decodeScalar, type ScalarToken } from "./decode-scalar.ts";
import type { Span } from "./span.ts";
import type { YamlScalar } from "./yaml-tree.ts";

/** Where each character of a scalar's text stands in the source; `token` is what the scalar looks like there. */
export function offsetsOf(span: Span, text: string, token: ScalarToken | undefined): YamlScalar["offsetAt"] {
  if (span.end - span.start === text.length && span.source.text.startsWith(text, span.start)) {
    return (index) => span.start + Math.min(Math.max(index, 0), text.length);
  }
  // Decoded on first use: most files have no fault to point at.
  let decoded: DecodedScalar | undefined;
  return (index) => {
    decoded ??= trusted(text, span, token);
    return index >= text.length ? decoded.end : (decoded.offsets[Math.max(index, 0)] ?? span.start);
  };
}

/** Without offsets, and so the whole scalar, when the decoding here and in the parser are not the same. */
function trusted(text: string, span: Span, token: ScalarToken | undefined): DecodedScalar {
  const decoded = token === undefined ? undefined : decodeScalar(token);
  return decoded?.text === text ? decoded : { text, offsets: [], end: span.end };
}
