import iconv from 'iconv-lite';
import { EncodingFault, textOfFile } from './file-text.ts';

const encoded = (text: string, to: string): Buffer => iconv.encode(text, to, { addBOM: false });

const rows = 'uscc,name\n91370299MACT207017,案例混编公司\n91370299MACT20702A,青岛案例乙公司\n';

it.each([
  ['UTF-8', Buffer.from(rows)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${rows}`)],
  ['GBK', encoded(rows, 'GBK')],
  ['UTF-16 of a little-endian machine, with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), encoded(rows, 'UTF-16LE')])],
  ['UTF-16 of a big-endian machine, with its mark', Buffer.concat([Buffer.from([0xfe, 0xff]), encoded(rows, 'UTF-16BE')])],
])('reads %s by itself, without the mark', (_, bytes) => {
  expect(textOfFile(bytes, null)).toBe(rows);
});

it('reads GB 18030 with its characters of four bytes', () => {
  const name = 'uscc,name\n1,𠮷野家科技\n';
  expect(textOfFile(encoded(name, 'GB18030'), null)).toBe(name);
});

it('believes the charset that was said', () => {
  const name = 'uscc,name\n1,小学校\n';
  expect(textOfFile(encoded(name, 'GBK'), 'gbk')).toBe(name);
  expect(textOfFile(encoded(name, 'GBK'), 'GB2312')).toBe(name);
  expect(textOfFile(encoded(name, 'UTF-16LE'), 'utf-16')).toBe(name);
  expect(() => textOfFile(encoded(rows, 'GBK'), 'utf-8')).toThrow(/^line 2: these bytes are not text in utf-8/);
  expect(() => textOfFile(Buffer.from(name), 'koi8-r')).toThrow(RangeError);
});

it('refuses a file that two encodings fit, with other texts', () => {
  expect(() => textOfFile(encoded('uscc,name\n1,小学校\n', 'GBK'), null)).toThrow(/^line 2: it can be read in UTF-8 and in GBK/);
});

it('refuses a file of two encodings, and names a line of each', () => {
  const [header, first, second] = rows.split('\n') as [string, string, string];
  const mixed = Buffer.concat([Buffer.from(`${header}\n${first}\n`), encoded(`${second}\n`, 'GBK')]);
  expect(() => textOfFile(mixed, null)).toThrow(/^line 3: it is not in UTF-8, and line 2 is/);
  const other = Buffer.concat([encoded(`${header}\n${first}\n`, 'GBK'), Buffer.from(`${second}\n`)]);
  expect(() => textOfFile(other, null)).toThrow(/^line 2: it is not in UTF-8, and line 3 is/);
});

it.each([
  ['a GBK file that ends within a character', encoded(rows, 'GBK').subarray(0, -2), /^line 3: these bytes are not text in gb18030/],
  ['a file whose characters were lost before', Buffer.from('uscc,name\n1,案例\ufffd公司\n'), /^line 2: characters were lost/],
  ['UTF-16 that ends within a character', Buffer.from([0xff, 0xfe, 0x41]), /not text in utf-16le/],
])('refuses %s', (_, bytes, reason) => {
  expect(() => textOfFile(bytes, null)).toThrow(EncodingFault);
  expect(() => textOfFile(bytes, null)).toThrow(reason);
});
