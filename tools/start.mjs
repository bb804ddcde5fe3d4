import { runPinned } from './pinned-node.mjs';

runPinned('park/start.ts', process.argv.slice(2));
