/** Reads a file into a table; a process of its own, started by file-reader.client.ts. */
import { rowsOfCsv } from './csv.ts';
import type { FileAnswer, FileQuestion } from './file-reader.client.ts';
import { EncodingFault, textOfFile } from './file-text.ts';
import { rowsOfWorkbook } from './workbook.ts';
import { HeaderFault, sentRows, tableOf, titleRows, type FileRows } from './table.ts';

process.once('message', (question: FileQuestion) => {
  process.send!(answerTo(question), () => process.disconnect());
});

function answerTo(question: FileQuestion): FileAnswer {
  try {
    if (question.wants === 'sent') return { sent: sentRows(rowsOf(question), question.known) };
    return { table: tableOf(rowsOf(question), question.known, question.most) };
  } catch (error) {
    if (error instanceof HeaderFault) return { header: error.errors };
    return { [error instanceof EncodingFault ? 'encoding' : 'malformed']: error instanceof Error ? error.message : String(error) };
  }
}

function rowsOf({ bytes, isWorkbook, charset, most }: FileQuestion): FileRows {
  const atMost = titleRows + 1 + most + 1;
  return isWorkbook ? rowsOfWorkbook(bytes, atMost) : { rows: rowsOfCsv(textOfFile(Buffer.from(bytes), charset), atMost) };
}
