/** The kinds of values of a DTO's members, for the columns of the file that it is read from. */
import type { Column } from './cell.ts';

interface Schema {
  type?: unknown;
  format?: string;
  pattern?: string;
  enum?: unknown;
  items?: { enum?: unknown };
  minLength?: number;
  maxLength?: number;
}

export function columnOf(dto: new () => object, name: string): Column {
  const schema = Reflect.getMetadata('swagger/apiModelProperties', dto.prototype as object, name) as Schema;
  const { type, format, pattern, items, minLength, maxLength } = schema;
  if (type === 'number' || type === 'integer') return { of: 'number' };
  if (type === 'boolean') return { of: 'flag' };
  if (type === 'array') return { of: 'choices', isClosed: items?.enum !== undefined };
  if (format === 'date') return { of: 'day' };
  if (format === 'date-time') return { of: 'instant' };
  if (pattern !== undefined) return { of: 'formed', pattern: new RegExp(pattern) };
  // Of one length: the code of an official list.
  const isFormed = schema.enum !== undefined || format !== undefined || (minLength !== undefined && minLength === maxLength);
  return isFormed ? { of: 'formed', pattern: null } : { of: 'text' };
}
