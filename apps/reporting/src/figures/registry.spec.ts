import { figures } from './registry.ts';

const { kpis } = figures;

it('says everything in both languages, and sets Chinese with its own punctuation', () => {
  const texts = kpis.flatMap(({ code, name, definition }) => [name, definition].map(({ zh, en }) => ({ code, zh, en })));
  expect(texts.filter(({ zh, en }) => !/[\u4e00-\u9fff]/.test(zh) || en === '' || /[\u4e00-\u9fff]/.test(en))).toEqual([]);
  expect(texts.filter(({ zh }) => /[\u4e00-\u9fff）][,;:(]|[,;:)][\u4e00-\u9fff（]/.test(zh))).toEqual([]);
});

it('knows each figure by a code of its own', () => {
  const codes = kpis.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
