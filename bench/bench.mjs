import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/bench.ts', process.argv.slice(2));
