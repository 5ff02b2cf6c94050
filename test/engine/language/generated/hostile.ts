/** Names that would do harm if they stood in the source as they are. */
export const HOSTILE = [
  '"]; throw 1; //',
  "a'b`$\u007bc}",
  "line\nbreak",
  "\u2028",
  "constructor",
  "toString",
  "length",
  "\\",
];
