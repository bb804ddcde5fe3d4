/** The sign-in page's two requests: show it, and take a name with a password. */
import type { Middleware } from 'koa';
import { errors, type Provider } from 'oidc-provider';
import type { User } from './clients-file.ts';
import { languageOf, renderExpiredPage, renderSignInPage, type Problem } from './pages.ts';
import { signIns } from './metrics.ts';
import { hashPassword, isPassword } from './password.ts';
import { accountIdOf } from './provider.ts';
import { Throttle } from './throttle.ts';

const longestForm = 4096;
const attemptsOfName = 5;
/** An office behind one address signs in in the morning. */
const attemptsOfAddress = 60;

type Log = (level: string, fields: Record<string, unknown>) => void;

export function signInRoutes(provider: Provider, users: User[], log: Log): Middleware {
  const [byName, byAddress] = [new Throttle(attemptsOfName), new Throttle(attemptsOfAddress)];
  const userByName = new Map(users.map((user) => [user.username, user]));
  const nobodysHash = hashPassword('nobody has this password'); // an unknown name shall take as long as a wrong password

  return async (ctx, next) => {
    if (!ctx.path.startsWith('/sign-in/')) return next();
    ctx.set({ 'cache-control': 'no-store', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    const details = await provider.interactionDetails(ctx.req, ctx.res).catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    });
    if (!details) return renderExpiredPage(ctx);
    const { params } = details;
    const language = languageOf(ctx, params['ui_locales']);
    const show = (problem?: Problem, username = ''): void =>
      renderSignInPage(ctx, { language, problem, username, returnsTo: String(params['redirect_uri']) });
    if (ctx.method !== 'POST') return show();

    const form = await readForm(ctx.req);
    const username = form.get('username') ?? '';
    const now = Date.now();
    const user = userByName.get(username);
    const note = (outcome: 'right' | 'wrong' | 'slowed'): void => {
      signIns.inc({ outcome });
      // A name that nobody has may be a password that was entered in the wrong place.
      const account = user ? accountIdOf(username) : null;
      log(outcome === 'right' ? 'info' : 'warn', { event: 'sign_in', outcome, account, client: params['client_id'], address: ctx.ip });
    };
    if (!byAddress.admits(ctx.ip, now) || !byName.admits(username, now)) {
      note('slowed');
      return show('wait', username);
    }
    const isRight = await isPassword(form.get('password') ?? '', user?.passwordHash ?? (await nobodysHash));
    note(user && isRight ? 'right' : 'wrong');
    if (!user || !isRight) return show('wrong', username);
    byName.forget(username);
    byAddress.takeBack(ctx.ip);
    ctx.respond = false; // oidc-provider answers with the redirect itself
    return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: accountIdOf(username), remember: true } });
  };
}

async function readForm(request: AsyncIterable<Buffer>): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    text += chunk.toString();
    if (text.length > longestForm) break;
  }
  return new URLSearchParams(text);
}
