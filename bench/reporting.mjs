import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/reporting.ts', process.argv.slice(2));
