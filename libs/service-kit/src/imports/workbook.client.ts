/** Excel workbooks (.xlsx), as a clerk saves them: the first sheet, its first row the header. */
import { extname } from 'node:path';
import { isDate } from 'node:util/types';
import { Worker } from 'node:worker_threads';
import type { Table } from './csv.ts';

type Cell = string | number | boolean | Date | null;

const zipArchive = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const workbookOf1997 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const thread = new URL(`./workbook-thread.client${extname(import.meta.url)}`, import.meta.url);
/** 5,000 rows need far less. A sheet with one cell in its last corner would otherwise use up the memory of the service. */
const resourceLimits = { maxOldGenerationSizeMb: 256 };

export function isWorkbook(bytes: Buffer): boolean {
  return startsWith(bytes, zipArchive) || startsWith(bytes, workbookOf1997);
}

/** Lines are the sheet's row numbers. Throws for what is no workbook, or unpacks to more than one would hold. */
export async function fromWorkbook(bytes: Buffer): Promise<Table> {
  if (startsWith(bytes, workbookOf1997)) throw new Error('It is an .xls file; save it as .xlsx or CSV.');
  const rows = await rowsOf(bytes);
  const columns = (rows[0] ?? []).map(textOf);
  const records = rows.slice(1).map((row, i) => ({
    line: i + 2,
    cells: Object.fromEntries(columns.map((column, at) => [column, textOf(row[at] ?? null)])),
  }));
  return { columns, records: records.filter(({ cells }) => Object.values(cells).some((cell) => cell !== '')) };
}

function startsWith(bytes: Buffer, signature: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

function rowsOf(bytes: Buffer): Promise<Cell[][]> {
  const { promise, resolve, reject } = Promise.withResolvers<Cell[][]>();
  const worker = new Worker(thread, { workerData: Uint8Array.from(bytes), resourceLimits });
  worker.once('message', resolve).once('error', reject);
  worker.once('exit', () => reject(new Error('It has no rows')));
  return promise;
}

/** As it would stand in a CSV file. Sheets keep dates without a zone, as days and fractions of them that do not hit the second. */
function textOf(cell: Cell): string {
  if (isDate(cell)) return new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().replace('T00:00:00.000Z', '');
  return cell === null ? '' : String(cell).trim();
}
