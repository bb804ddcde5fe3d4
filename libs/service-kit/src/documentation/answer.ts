/** How an answer is documented: OpenAPI 3.1 takes a JSON Schema as it is. */
import { z } from 'zod';

export interface DocumentedAnswer {
  content: Record<string, { schema: object; example?: unknown }>;
}

export function answerOf(schema: z.ZodType, example?: unknown): DocumentedAnswer {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io: 'input' });
  return { content: { 'application/json': { schema: plain, ...(example !== undefined && { example }) } } };
}

export const csvContent = { 'text/csv': { schema: { type: 'string' } } } as const;
export const workbookContent = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: { type: 'string', format: 'binary' } },
} as const;
/** The same rows as a file, for the Accept header of one. */
export const fileContents = { ...csvContent, ...workbookContent } as const;

export function answerOrFile(schema: z.ZodType, example?: unknown): DocumentedAnswer {
  return { content: { ...answerOf(schema, example).content, ...fileContents } };
}
