import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/feeds-faults.ts', process.argv.slice(2));
