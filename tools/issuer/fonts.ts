/** Chinese glyphs for machines that have none: the Noto web font, split by unicode range, behind the system's own fonts. */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Middleware } from 'koa';

export const fontStyles = '/fonts/noto-sans-sc.css';

export function fontRoutes(): Middleware {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/fonts/')) return next();
    ctx.set('cache-control', 'public, max-age=86400');
    if (ctx.path === fontStyles) {
      ctx.type = 'css';
      ctx.body = readFileSync(join(folder, 'index.css'), 'utf8');
      return;
    }
    const [, name] = /^\/fonts\/files\/([\w.-]+\.woff2)$/.exec(ctx.path) ?? [];
    const file = name && join(folder, 'files', name);
    if (!file || !existsSync(file)) return ctx.throw(404);
    ctx.type = 'font/woff2';
    ctx.body = createReadStream(file);
  };
}
