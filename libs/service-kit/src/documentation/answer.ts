/** How an answer is documented: OpenAPI 3.1 takes a JSON Schema as it is. */
import { z } from 'zod';

export interface DocumentedAnswer {
  content: Record<string, { schema: object; example?: unknown }>;
}

export function answerOf(schema: z.ZodType, example?: unknown): DocumentedAnswer {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io: 'input' });
  return { content: { 'application/json': { schema: plain, ...(example !== undefined && { example }) } } };
}

/** The same rows as a file, for `Accept: text/csv`. */
export function answerOrCsv(schema: z.ZodType, example?: unknown): DocumentedAnswer {
  return { content: { ...answerOf(schema, example).content, 'text/csv': { schema: { type: 'string' } } } };
}
