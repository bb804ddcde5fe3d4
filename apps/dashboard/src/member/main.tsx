import { render } from 'preact';
import { go } from '../address/address.store.ts';
import { start } from '../sign-in/session.store.ts';
import { MemberApp } from './app.tsx';
import '../look/look.css';
import './look/member.css';

render(<MemberApp />, document.getElementById('app')!);
go(await start(new URL(location.href), '/page-config.json'), { replace: true });
// Chinese glyphs for systems without any: after the first view, and each part of them only when a page needs it.
await import('../look/fonts.ts');
