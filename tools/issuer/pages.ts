/** The few pages a person sees: sign in, sign out, and what went wrong; in Chinese and English, without a script. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Context } from 'koa';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { fontStyles } from './fonts.ts';
import { skyline } from './skyline.ts';
import { texts, type Language } from './texts.ts';

export type Problem = 'wrong' | 'wait';

const css = readFileSync(new URL('./pages.css', import.meta.url), 'utf8');
const cssHash = createHash('sha256').update(css).digest('base64');

/** The toggle on the page wins, then what the application asks for, then the browser. */
export function languageOf(ctx: Pick<Context, 'query' | 'acceptsLanguages'>, uiLocales?: unknown): Language {
  const wish = [ctx.query['lang'], uiLocales].find((value) => typeof value === 'string' && /^(zh|en)/.test(value)) as string | undefined;
  return (wish ?? (ctx.acceptsLanguages('zh', 'en') || 'zh')).startsWith('en') ? 'en' : 'zh';
}

export function renderSignInPage(
  ctx: Context,
  { language, problem, username, returnsTo }: { language: Language; problem: Problem | undefined; username: string; returnsTo: string },
): void {
  const text = texts[language];
  const fields = `
    <form method="post" action="?lang=${language}">
      ${problem ? `<p class="problem" role="alert">${text[problem]}</p>` : ''}
      <label for="username">${text.username}</label>
      <input id="username" name="username" value="${escape(username)}" autocomplete="username" autocapitalize="none" spellcheck="false" required ${username ? '' : 'autofocus'}>
      <label for="password">${text.password}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required ${username ? 'autofocus' : ''}>
      <button type="submit">${text.signIn}</button>
    </form>`;
  const status = problem === 'wait' ? 429 : problem === 'wrong' ? 401 : 200;
  answer(ctx, {
    status,
    language,
    title: text.signIn,
    body: `<h1>${text.welcome}</h1><p class="lead">${text.signInLead}</p>${fields}`,
    returnsTo,
  });
}

export function renderExpiredPage(ctx: Context): void {
  const language = languageOf(ctx);
  const text = texts[language];
  answer(ctx, { status: 400, language, title: text.expired, body: `<h1>${text.expired}</h1><p class="lead">${text.expiredLead}</p>` });
}

export function renderSignOutPage(ctx: KoaContextWithOIDC, form: string): void {
  const language = languageOf(ctx, ctx.oidc.params?.['ui_locales']);
  const text = texts[language];
  const buttons = `${form}
    <button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>${text.signOut}</button>
    <button type="submit" form="op.logoutForm" class="quiet">${text.stay}</button>`;
  const returnsTo = String(ctx.oidc.params?.['post_logout_redirect_uri'] ?? '');
  answer(ctx, {
    language,
    title: text.signOut,
    body: `<h1>${text.signOutQuestion}</h1><p class="lead">${text.signOutLead}</p>${buttons}`,
    returnsTo,
  });
}

export function renderSignedOutPage(ctx: KoaContextWithOIDC): void {
  const language = languageOf(ctx);
  const text = texts[language];
  answer(ctx, { language, title: text.signedOut, body: `<h1>${text.signedOut}</h1><p class="lead">${text.signedOutLead}</p>` });
}

export function renderErrorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  const language = languageOf(ctx);
  const text = texts[language];
  const details = `<p class="details"><code>${escape(out.error)}</code> ${escape(out.error_description ?? '')}</p>`;
  answer(ctx, {
    status: ctx.status,
    language,
    title: text.failed,
    body: `<h1>${text.failed}</h1><p class="lead">${text.failedLead}</p>${details}`,
  });
}

function answer(ctx: Context, page: { status?: number; language: Language; title: string; body: string; returnsTo?: string }): void {
  const text = texts[page.language];
  const other = page.language === 'zh' ? 'en' : 'zh';
  const afterwards = URL.canParse(page.returnsTo ?? '') ? new URL(page.returnsTo ?? '').origin : ''; // browsers hold form-action against the redirects that follow
  ctx.status = page.status ?? 200;
  ctx.type = 'html';
  ctx.set(
    'content-security-policy',
    `default-src 'none'; style-src 'self' 'sha256-${cssHash}'; font-src 'self'; form-action 'self' ${afterwards}; base-uri 'none'; frame-ancestors 'none'`,
  );
  ctx.body = `<!doctype html>
<html lang="${page.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${page.title} · ${text.product}</title>
  <link rel="stylesheet" href="${fontStyles}">
  <style>${css}</style>
</head>
<body>
  <aside aria-hidden="true">
    <p class="mark">${text.park}</p>
    <p class="motto">${text.motto}</p>
    ${skyline()}
  </aside>
  <main>
    <a class="language" href="?lang=${other}" lang="${other}" hreflang="${other}">${texts[other].ownName}</a>
    <div class="card">
      <p class="product">${text.product}</p>
      ${page.body}
    </div>
  </main>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
