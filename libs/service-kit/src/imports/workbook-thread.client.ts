/** Unpacks the first sheet of a workbook and posts its rows; a thread of its own, started by workbook.client.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';

const maxUnpackedBytes = 64 * 1024 * 1024;

const content = workerData as Uint8Array<ArrayBuffer>;
let bytes = 0;
// The reader allocates the size that the archive's directory states; a part that is larger is cut off.
unzipSync(content, {
  filter: ({ originalSize }) => {
    bytes += originalSize;
    if (bytes > maxUnpackedBytes) throw new Error(`It unpacks to more than ${maxUnpackedBytes / 1024 / 1024} MB`);
    return false;
  },
});
parentPort!.postMessage(await readSheet(content.buffer));
