/** The catalogue of the events that a member may see: each type with its meaning, the schema of what is disclosed, and an example. */
import { bilingual, disclosed, disclosedSchemaOf, feeds, type EventType } from '@park/contracts';
import { z } from 'zod';
import { canHaveTopic } from '../log/feed-topic.ts';
import { hasMode, visibleTypes } from '../subscriptions/filter.ts';

export const catalogue = z.object({
  items: z.array(
    z.object({
      type: z.string(),
      service: z.string(),
      aggregate: z.string(),
      summary: bilingual,
      topics: z.array(z.enum(feeds.feedTopics)).describe('Topics that an event of the type can have'),
      has_modes: z.boolean().describe('A filter by mode can let it pass'),
      schema: z.record(z.string(), z.unknown()).describe('JSON Schema (draft 7) of `data`'),
      example: z.record(z.string(), z.unknown()).describe('Of `data`'),
    }),
  ),
});
export type Catalogue = z.infer<typeof catalogue>;

export const memberCatalogue: Catalogue = { items: visibleTypes.map(itemOf) };

export const aCatalogue: Catalogue = { items: memberCatalogue.items.slice(0, 1) };

function itemOf(type: EventType): Catalogue['items'][number] {
  return {
    type: type.type,
    service: type.service,
    aggregate: type.aggregate,
    summary: type.summary,
    topics: feeds.feedTopics.filter((topic) => canHaveTopic(type, topic)),
    has_modes: hasMode(type),
    schema: disclosedSchemaOf(type, 'alliance') as Record<string, unknown>,
    example: disclosed(type, 'alliance', type.example)!,
  };
}
