import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/feeds-readers.ts', process.argv.slice(2));
