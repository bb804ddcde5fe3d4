import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/door.ts', process.argv.slice(2));
