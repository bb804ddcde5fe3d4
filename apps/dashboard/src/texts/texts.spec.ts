import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en.ts';
import { fill, languageFor } from './language.ts';
import { zh, type TextKey } from './zh.ts';

const src = join(import.meta.dirname, '..');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.spec\.ts$|texts\/(\w+\/)?(zh|en)\.ts$/.test(file),
);
const code = sources.map((file) => readFileSync(join(src, file), 'utf8')).join('\n');
const gaps = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

it('has every text in both languages, with the same gaps to fill', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh));
  for (const key of Object.keys(zh) as TextKey[]) {
    expect([key, zh[key].trim() !== '', en[key].trim() !== '', gaps(zh[key])]).toEqual([key, true, true, gaps(en[key])]);
  }
});

it('has no text that nobody reads', () => {
  expect(Object.keys(zh).filter((key) => !new RegExp(`['"]${key}['"]`).test(code))).toEqual([]);
});

it('has no Chinese outside its texts', () => {
  const lines = sources.flatMap((file) =>
    readFileSync(join(src, file), 'utf8')
      .split('\n')
      .map((line) => `${file}: ${line}`),
  );
  const written = /^(numbers|.*\.fixture)/;
  expect(lines.filter((line) => /[\u4e00-\u9fff]/.test(line) && !/^\S+ *(\/?\*|\/\/)/.test(line) && !written.test(line))).toEqual([]);
});

it('sets Chinese with its own punctuation', () => {
  expect(Object.entries(zh).filter(([, text]) => /[\u4e00-\u9fff”}][,;:(]|[,;:)][\u4e00-\u9fff“{]/.test(text))).toEqual([]);
});

it('fills gaps, and speaks what is chosen, then what the browser likes, then Chinese', () => {
  expect(fill('{n} of {of}', { n: 1, of: 2 })).toBe('1 of 2');
  expect(languageFor('en', ['zh-CN'])).toBe('en');
  expect(languageFor(null, ['fr', 'en-GB', 'zh'])).toBe('en');
  expect(languageFor(null, ['ZH-TW'])).toBe('zh');
  expect(languageFor('klingon', [])).toBe('zh');
});
