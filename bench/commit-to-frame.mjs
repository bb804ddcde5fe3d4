import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/commit-to-frame.ts', process.argv.slice(2));
