/** Reads a part of a workbook, element by element, and no further than its reader wants. */
import { SaxesParser } from 'saxes';

export type Attributes = Record<string, string | undefined>;

export interface Reader {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  /** Answers whether no more is to be read. */
  close?(name: string): boolean | void;
}

const charactersAtOnce = 65_536;

/** Names without their prefixes. */
export function readXml(xml: string, reader: Reader): void {
  const parser = new SaxesParser();
  let isOver = false;
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => reader.open?.(local(name), attributes as Attributes));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('closetag', ({ name }) => void (isOver ||= reader.close?.(local(name)) === true));
  for (let at = 0; at < xml.length && !isOver; at += charactersAtOnce) parser.write(xml.slice(at, at + charactersAtOnce));
  if (!isOver) parser.close();
}

/** A text of which XML keeps every character: those that it has no form for stand in the one of workbooks, `_xHHHH_`. */
export function escapedXml(text: string): string {
  return text.toWellFormed().replace(special, (one) => entities[one] ?? coded(one));
}

const special = /[&<>"]|_(?=x[0-9A-Fa-f]{4}_)|[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function coded(one: string): string {
  return `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
