import { join } from 'node:path';
import { runPinned } from './pinned-node.mjs';

// A folder of its own: a park of npm start may live beside the one on Docker.
process.env.PARK_DIR ??= join('.park', 'docker');
runPinned('docker/sample.ts', process.argv.slice(2));
