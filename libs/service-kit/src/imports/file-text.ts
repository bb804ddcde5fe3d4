/** The bytes of a text file as text. One encoding fits the whole file, or it is refused: a wrong one would change names without a word. */

/** The file is in no encoding that fits; its message begins with the line, which counts from 1. */
export class EncodingFault extends Error {
  constructor(line: number, detail: string) {
    super(`line ${line}: ${detail}`);
  }
}

const byName: Record<string, Encoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  gb18030: 'gb18030',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const marks: [Encoding, Buffer][] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/** What `charset` may say. */
export const charsets = Object.keys(byName);

/**
 * By its byte-order mark, by `charset` where the sender said it, or by what fits: UTF-8, or GB 18030, of which GBK and GB 2312 are parts.
 * Throws `EncodingFault`; `RangeError` for a charset that is not known here.
 */
export function textOfFile(bytes: Buffer, charset: string | null): string {
  const said = charset === null ? null : byName[charset.toLowerCase()];
  if (said === undefined) throw new RangeError(`The charset is one of ${charsets.join(', ')}.`);
  const marked = marks.find(([, mark]) => bytes.subarray(0, mark.length).equals(mark));
  const encoding = marked?.[0] ?? said ?? encodingThatFits(bytes);
  const text = decoded(bytes, encoding);
  const lost = text.indexOf('\ufffd');
  if (lost >= 0) throw new EncodingFault(lineAt(text, lost), 'characters were lost before the file was sent; they stand in it as \ufffd.');
  return text;
}

function decoded(bytes: Buffer, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new EncodingFault(
      firstNotOf(bytes, encoding),
      `these bytes are not text in ${encoding}. Save the file as CSV UTF-8 and send it again.`,
    );
  }
}

function firstNotOf(bytes: Buffer, encoding: Encoding): number {
  if (encoding !== 'utf-8' && encoding !== 'gb18030') return 1;
  for (const { line, number } of linesOf(bytes)) if (!isOf(line, encoding)) return number;
  return 1;
}

function encodingThatFits(bytes: Buffer): Encoding {
  if (isOf(bytes, 'utf-8')) {
    if (isAscii(bytes) || hasThreeByteCharacter(bytes) || !isOf(bytes, 'gb18030')) return 'utf-8';
    const line = foreignLines(bytes).next().value!.number;
    throw new EncodingFault(
      line,
      'it can be read in UTF-8 and in GBK. Say which by the charset of the Content-Type, or save the file as CSV UTF-8.',
    );
  }
  // Three bytes in a row that make a Chinese character in UTF-8 make no text in GBK but by chance.
  let inUtf8: number | null = null;
  let inAnother: number | null = null;
  for (const { line, number } of foreignLines(bytes)) {
    if (!isOf(line, 'utf-8')) inAnother ??= number;
    else if (hasThreeByteCharacter(line)) inUtf8 ??= number;
    if (inUtf8 !== null && inAnother !== null)
      throw new EncodingFault(inAnother, `it is not in UTF-8, and line ${inUtf8} is. Save the whole file as CSV UTF-8.`);
  }
  return 'gb18030';
}

interface Line {
  line: Buffer;
  /** From 1. */
  number: number;
}

function* linesOf(bytes: Buffer): Generator<Line> {
  for (let at = 0, number = 1; at <= bytes.length; number++) {
    const end = bytes.indexOf(0x0a, at);
    yield { line: bytes.subarray(at, end < 0 ? bytes.length : end), number };
    if (end < 0) return;
    at = end + 1;
  }
}

function* foreignLines(bytes: Buffer): Generator<Line, undefined> {
  for (const one of linesOf(bytes)) if (!isAscii(one.line)) yield one;
  return undefined;
}

function isAscii(line: Buffer): boolean {
  return line.every((byte) => byte < 0x80);
}

const decoders = { 'utf-8': new TextDecoder('utf-8', { fatal: true }), gb18030: new TextDecoder('gb18030', { fatal: true }) };

function isOf(line: Buffer, encoding: 'utf-8' | 'gb18030'): boolean {
  try {
    decoders[encoding].decode(line);
    return true;
  } catch {
    return false;
  }
}

function hasThreeByteCharacter(line: Buffer): boolean {
  return line.some((byte) => byte >= 0xe0);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
