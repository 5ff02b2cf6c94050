/** A text that grew beyond what any field takes. The message is a whole sentence. */
export class TextFault extends Error {
  override readonly name = "TextFault";
}

/** Texts that are joined with themselves again and again would fill the memory. */
export const LONGEST_TEXT = 1_000_000;

/** The text; throws a `TextFault` where it is too long to be worked with. */
export function limitedText(text: string): string {
  if (text.length > LONGEST_TEXT) throw new TextFault(`the text has more than ${LONGEST_TEXT} characters`);
  return text;
}
