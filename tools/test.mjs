import { runPinned } from './pinned-node.mjs';

runPinned('test.ts', process.argv.slice(2));
