import { runPinned } from './pinned-node.mjs';

runPinned('k8s/trial.ts', process.argv.slice(2));
