import { runPinned } from '../tools/pinned-node.mjs';

runPinned('../bench/idle-cpu.ts', process.argv.slice(2));
