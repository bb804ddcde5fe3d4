import { runPinned } from './pinned-node.mjs';

runPinned('publish-events.ts', process.argv.slice(2), ['--conditions=@park/source']);
