import { render } from 'preact';
import { go } from './address/address.store.ts';
import { App } from './app.tsx';
import { start } from './sign-in/session.store.ts';
import './look/look.css';

render(<App />, document.getElementById('app')!);
go(await start(new URL(location.href), '/dashboard-config.json'), { replace: true });
// Chinese glyphs for systems without any: after the first view, and each part of them only when a page needs it.
await import('./look/fonts.ts');
