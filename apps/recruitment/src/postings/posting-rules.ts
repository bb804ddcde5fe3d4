/**
 * The rules that a posting is reviewed by, as data: each with the clause that it comes from, and the words or the check that find what
 * it objects to. A change of the rules is another version, and stands beside the findings that it made.
 */
import type { recruitment } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import type { PostingContent } from './posting.ts';
import { discriminationWords, feeWords, lookWords, permittedWords } from './posting-words.ts';

export interface Finding {
  rule: string;
  kind: (typeof recruitment.findingKinds)[number];
  /** As the posting has them. */
  words: string[];
  clause: string;
}

/** The content that the rules read. */
export type Reviewed = Pick<PostingContent, 'title' | 'terms' | 'location' | 'salary_min_fen' | 'salary_max_fen' | 'fee_fen'>;

export interface PostingRule {
  code: string;
  kind: Finding['kind'];
  clause: string;
  /** Any of these in the title, the place or the terms. */
  words?: readonly RegExp[];
  check?(posting: Reviewed, today: LocalDate): boolean;
}

/** 青岛市最低工资标准 of the six inner districts, a month, from the day on. */
export const minimumWages: readonly { from: LocalDate; fen: number }[] = [
  { from: '2018-06-01', fen: 191_000 },
  { from: '2021-10-01', fen: 210_000 },
  { from: '2023-10-01', fen: 220_000 },
];

export function minimumWageFen(on: LocalDate): number {
  return minimumWages.findLast(({ from }) => from <= on)?.fen ?? minimumWages[0]!.fen;
}

export const postingRules: { version: string; rules: readonly PostingRule[] } = {
  version: '2025-06',
  rules: [
    {
      code: 'below_minimum_wage',
      kind: 'forbidden',
      clause: '劳动法 第四十八条；最低工资规定 第十二条',
      check: ({ salary_min_fen }, today) => salary_min_fen < minimumWageFen(today),
    },
    {
      code: 'fee_charged',
      kind: 'forbidden',
      clause: '劳动合同法 第九条；网络招聘服务管理规定 第十九条',
      words: feeWords,
      check: ({ fee_fen }) => fee_fen > 0,
    },
    {
      code: 'discrimination_sex',
      kind: 'forbidden',
      clause: '就业促进法 第二十七条；妇女权益保障法 第四十三条',
      words: discriminationWords.sex,
    },
    {
      code: 'discrimination_age',
      kind: 'forbidden',
      clause: '就业促进法 第二十六条；人力资源市场暂行条例 第二十四条',
      words: discriminationWords.age,
    },
    {
      code: 'discrimination_origin',
      kind: 'forbidden',
      clause: '就业促进法 第二十八条、第三十一条；人力资源市场暂行条例 第二十四条',
      words: discriminationWords.origin,
    },
    {
      code: 'discrimination_family',
      kind: 'forbidden',
      clause: '妇女权益保障法 第四十三条；就业促进法 第二十七条',
      words: discriminationWords.family,
    },
    {
      code: 'discrimination_health',
      kind: 'forbidden',
      clause: '就业促进法 第二十九条、第三十条',
      words: discriminationWords.health,
    },
    { code: 'looks', kind: 'doubtful', clause: '就业促进法 第三条、第二十六条', words: lookWords },
    {
      code: 'wide_salary_range',
      kind: 'doubtful',
      clause: '网络招聘服务管理规定 第十三条',
      check: ({ salary_min_fen, salary_max_fen }) => salary_max_fen > salary_min_fen * 3,
    },
  ],
};

/** In the order of the rules. */
export function findingsOf(posting: Reviewed, today: LocalDate): Finding[] {
  const text = withoutPermitted(`${posting.title}\n${posting.location}\n${posting.terms}`);
  return postingRules.rules.flatMap(({ code, kind, clause, words = [], check }) => {
    const found = wordsIn(text, words);
    return found.length > 0 || check?.(posting, today) ? [{ rule: code, kind, words: found, clause }] : [];
  });
}

/** Full width and half width are the same, and so are letters of either case; blanks between Chinese characters say nothing. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{Script=Han})[ \t]+(?=[\p{Script=Han}\d])/gu, '');
}

/** A phrase that excludes nobody is cut out first, so that what stands beside it is still found: 性别不限，男性优先. */
function withoutPermitted(text: string): string {
  return permittedWords.reduce((left, phrase) => left.replace(phrase, ' ¦ '), plain(text));
}

function wordsIn(text: string, words: readonly RegExp[]): string[] {
  const found = words.flatMap((word) => [...text.matchAll(word)].map(([match]) => match.trim()));
  return [...new Set(found)];
}
