/** The two languages of the dashboard, and how texts are filled in. */
export type Language = 'zh' | 'en';

export const languages: readonly Language[] = ['zh', 'en'];

/** A language that was chosen here before wins, then the first of the browser's languages that we speak, then Chinese. */
export function languageFor(chosen: string | null, preferred: readonly string[]): Language {
  const known = [chosen ?? '', ...preferred].map((tag) => languages.find((language) => tag.toLowerCase().startsWith(language)));
  return known.find((language) => language !== undefined) ?? 'zh';
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
