/** The dashboard's letters, and Chinese glyphs for machines that have none: Noto, split by unicode range, behind the system's own fonts. */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Middleware } from 'koa';

export const fontStyles = '/fonts/noto-sans-sc.css';

/** As in the dashboard (`look/tokens.css`): without the marks that this font draws as wide as a Chinese character. */
const latin = `@font-face {
  font-family: 'Park Latin';
  font-display: swap;
  font-weight: 100 900;
  src: url('./files/noto-sans-sc-latin-wght-normal.woff2') format('woff2');
  unicode-range: U+0000-00B6, U+00B8-00FF, U+0131, U+0152-0153, U+2000-2010;
}
`;

export function fontRoutes(): Middleware {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/fonts/')) return next();
    ctx.set('cache-control', 'public, max-age=86400');
    if (ctx.path === fontStyles) {
      ctx.type = 'css';
      ctx.body = latin + readFileSync(join(folder, 'index.css'), 'utf8');
      return;
    }
    const [, name] = /^\/fonts\/files\/([\w.-]+\.woff2)$/.exec(ctx.path) ?? [];
    const file = name && join(folder, 'files', name);
    if (!file || !existsSync(file)) return ctx.throw(404);
    ctx.type = 'font/woff2';
    ctx.body = createReadStream(file);
  };
}
