import { runPinned } from './pinned-node.mjs';

runPinned('park/reset.ts', process.argv.slice(2));
