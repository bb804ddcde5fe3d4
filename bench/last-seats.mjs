import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/last-seats.ts', process.argv.slice(2));
