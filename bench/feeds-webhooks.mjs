import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/feeds-webhooks.ts', process.argv.slice(2));
