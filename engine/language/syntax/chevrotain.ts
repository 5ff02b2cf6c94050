/**
 * Chevrotain, out of the one file that its package holds beside its fifty modules: those take as long to load as all of the
 * mappings to check. The package does not export that file by name, so that it is found from the one which it does export.
 */
const inOneFile = new URL("../chevrotain.mjs", import.meta.resolve("chevrotain"));

export const { createToken, defaultParserErrorProvider, EmbeddedActionsParser, Lexer } = (await import(
  inOneFile.href
)) as typeof import("chevrotain");
