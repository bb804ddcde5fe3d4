/** The columns of a file, as the DTO of its rows declares them: their names, the kinds of their values, and what is said of them. */
import { choiceName, namesOfColumn } from '@park/contracts';
import { membersOf } from '../http/dto-members.ts';
import type { Column } from './cell.ts';
import type { KnownColumn } from './table.ts';

/** The kind of file, and the DTO of its rows. */
export interface FileKind {
  kind: string;
  row: new () => object;
}

interface Schema {
  type?: unknown;
  format?: string;
  pattern?: string;
  enum?: string[];
  items?: { enum?: string[] };
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  required?: boolean;
  description?: string;
  example?: unknown;
}

function schemaOf(dto: new () => object, name: string): Schema {
  return Reflect.getMetadata('swagger/apiModelProperties', dto.prototype as object, name) as Schema;
}

export function columnOf(dto: new () => object, name: string): Column {
  const schema = schemaOf(dto, name);
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

/** The columns under each of their names. */
export function knownColumns({ kind, row }: FileKind): KnownColumn[] {
  return membersOf(row).map((column) => ({ column, names: [...(namesOfColumn(kind, column) ?? [])] }));
}

/** A text in both languages. */
export interface Both {
  zh: string;
  en: string;
}

/** A column as it is explained to those who fill it in. */
export interface DescribedColumn {
  name: string;
  names: Both;
  of: Column['of'];
  isWhole: boolean;
  isRequired: boolean;
  meaning: string;
  form: Both;
  choices: { value: string; zh: string }[];
  example: unknown;
}

export function describedColumns({ kind, row }: FileKind): DescribedColumn[] {
  return membersOf(row).map((name) => {
    const schema = schemaOf(row, name);
    const [zh = name, en = name] = namesOfColumn(kind, name) ?? [];
    const choices = (schema.enum ?? schema.items?.enum ?? []).map((value) => ({ value, zh: choiceName(name, value) ?? value }));
    return {
      name,
      names: { zh, en },
      of: columnOf(row, name).of,
      isWhole: schema.type === 'integer',
      isRequired: schema.required !== false,
      meaning: schema.description ?? '',
      form: formOf(schema),
      choices,
      example: exampleOf(schema),
    };
  });
}

function formOf(schema: Schema): Both {
  const { type, format, minimum, maximum, minLength, maxLength, pattern } = schema;
  const [zhRange, enRange] = minimum === undefined ? ['', ''] : [`，${minimum} 至 ${maximum}`, ` from ${minimum} to ${maximum}`];
  if (type === 'integer') return { zh: `整数${zhRange}`, en: `a whole number${enRange}` };
  if (type === 'number') return { zh: `数字${zhRange}`, en: `a number${enRange}` };
  if (type === 'boolean') return { zh: '是 或 否', en: '是 or 否, yes or no' };
  if (type === 'array' && schema.items?.enum) return { zh: '可选值，多个以分号隔开', en: 'of the choices, several between semicolons' };
  if (type === 'array') return { zh: '文字，多个以分号隔开', en: 'text, several between semicolons' };
  if (schema.enum) return { zh: '可选值之一', en: 'one of the choices' };
  if (format === 'date') return { zh: '日期，如 2025-06-01', en: 'a date such as 2025-06-01' };
  if (format === 'date-time')
    return { zh: '日期和时间（北京时间），如 2025-06-01 10:00', en: 'a date and a time of the park, such as 2025-06-01 10:00' };
  if (pattern !== undefined) return { zh: `文字，格式 ${pattern}`, en: `text of the form ${pattern}` };
  if (minLength !== undefined && minLength === maxLength) return { zh: `${maxLength} 位代码`, en: `a code of ${maxLength} characters` };
  return { zh: `文字，最多 ${maxLength} 个字`, en: `text of at most ${maxLength} characters` };
}

function exampleOf({ type, format, enum: choices, items, example, minimum }: Schema): unknown {
  if (example !== undefined) return type === 'array' && typeof example === 'string' ? example.split(';') : example;
  if (choices) return choices[0];
  if (type === 'array') return [items?.enum?.[0] ?? '示例'];
  if (type === 'number' || type === 'integer') return Math.max(1, minimum ?? 1);
  if (type === 'boolean') return true;
  return format === undefined ? '示例' : undefined;
}
