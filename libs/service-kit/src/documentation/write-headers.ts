/** The headers that every write takes, documented for the routes of all aggregates, of imports and of the register of persons. */
import type { OpenAPIObject } from '@nestjs/swagger';
import type { EntitySchema } from 'typeorm';
import { surfaceOf } from './answer-schemas.ts';

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Makes it safe to send the request again: the same key is done once, and answered the same for 24 hours',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag that was seen; 412 where the record has changed since',
  schema: { type: 'string', example: '"3"' },
};

export function describeWriteHeaders(document: OpenAPIObject, tables: readonly EntitySchema[]): void {
  const surfaces = new Set([...tables.map(surfaceOf), '/imports', '/persons']);
  for (const [path, item] of Object.entries(document.paths)) {
    const [, first] = path.split('/');
    if (!surfaces.has(`/${first}`)) continue;
    for (const [method, operation] of Object.entries(item as Record<string, { parameters?: object[] }>)) {
      if (method === 'get') continue;
      const isOfOne = path.includes('{id}') && first !== 'imports';
      const headers = [idempotencyKey, ...(isOfOne ? [{ ...ifMatch, required: method === 'patch' }] : [])];
      operation.parameters = [...(operation.parameters ?? []), ...headers];
    }
  }
}
