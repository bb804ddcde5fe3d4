import { runPinned } from './pinned-node.mjs';

runPinned('park/stop.ts', process.argv.slice(2));
