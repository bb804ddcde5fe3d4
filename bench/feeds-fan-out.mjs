import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/feeds-fan-out.ts', process.argv.slice(2));
