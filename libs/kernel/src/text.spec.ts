import { isPlainText, normaliseText } from './text.ts';

it.each([
  ['  案例丙\u3000', '案例丙'],
  ['案例\u00a0丙', '案例 丙'],
  ['Cafe\u0301', 'Caf\u00e9'],
  ['a\r\nb\rc', 'a\nb\nc'],
  ['\ufeff案例', '案例'],
])('%j is %j', (text, normal) => {
  expect(normaliseText(text)).toBe(normal);
});

it.each([
  ['a direction', '案例\u202e公司'],
  ['an isolate', '案例\u2066公司'],
  ['a zero width', '案例\u200b公司'],
  ['a joiner between letters', '案\u200d例'],
  ['a mark within', '案\ufeff例'],
  ['a C1 control', '案\u0085例'],
  ['a filler that shows as a blank', 'ㅤ'],
  ['a line break', '案\n例'],
  ['a lost character', '案\ufffd'],
  ['half a character', '\ud83d'],
  ['a private character', '\ue000'],
  ['no text', 7],
])('%s is not plain: %j', (_, text) => {
  expect(isPlainText(text, { lines: false })).toBe(false);
});

it.each(['案例丙 Ltd. (青岛)', '𠮷野家', '👩‍💻 👍🏽', 'ＡＢＣ－１', '汉语拼音 Lǚ', 'Ω'])('%j is plain', (text) => {
  expect(isPlainText(text, { lines: false })).toBe(true);
});

it('takes lines where there may be several', () => {
  expect(isPlainText('第一行\n\t第二行', { lines: true })).toBe(true);
  expect(isPlainText('第一行\u0007', { lines: true })).toBe(false);
});
