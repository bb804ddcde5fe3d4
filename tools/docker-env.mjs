import { runPinned } from './pinned-node.mjs';

runPinned('docker/env.ts', process.argv.slice(2));
