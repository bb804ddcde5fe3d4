/**
 * Text as people type it: what looks the same is the same. ISO/IEC 10646 has several ways to write one letter, and characters that nobody sees.
 */

/** Without blanks at its ends, composed (NFC, UAX 15), with one kind of line break and of blank. The wide blank U+3000 within a text stays. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f]/g, ' ')
    .trim();
}

/** Controls, format characters, fillers that show as blanks, and the sign for a character that was lost. An emoji may be joined of several. */
const unseen =
  /[\p{Cc}\p{Co}\p{Cn}\u00ad\u034f\u115f\u1160\u2800\u3164\uffa0\ufffd]|(?![\u200d])\p{Cf}|(?<![\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}])\u200d/u;

/** Expects the normalised form. `lines`: whether it may have several. */
export function isPlainText(text: unknown, { lines }: { lines: boolean }): text is string {
  return typeof text === 'string' && text.isWellFormed() && !unseen.test(lines ? text.replace(/[\n\t]/g, '') : text);
}
