import { runPinned } from './pinned-node.mjs';

// It lives as long as the park and does little: a small heap suffices.
runPinned('park/start.ts', process.argv.slice(2), ['--max-old-space-size=96', '--max-semi-space-size=2']);
