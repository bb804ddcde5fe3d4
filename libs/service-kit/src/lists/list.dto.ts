/** The query members of every list; an aggregate’s own query adds its filters. */
import { Choice, Flag, InstantField, Text, Whole } from '../http/fields.dto.ts';
import { headingsOfFiles, type Headings } from './headings.ts';

export function HeadingsField(): PropertyDecorator {
  return Choice(headingsOfFiles, {
    description: 'Of a file: the columns under the names of this API, or those for people in Chinese or English',
    default: 'api',
    optional: true,
  });
}

/** Of an answer that can be had as a file. */
export class FileQuery {
  @HeadingsField()
  headings?: Headings;
}

export class ListQuery {
  @Whole(1, 100, { description: 'Rows of a page', default: 20, optional: true })
  limit?: number;

  @Text(500, { description: 'Where the page before ended: its `next`', optional: true })
  cursor?: string;

  @Text(50, { description: 'Column to sort by; with - before it, downwards', example: '-created_at', optional: true })
  sort?: string;

  @Flag({ description: 'Also count all rows that match', optional: true })
  count?: boolean;

  @InstantField({ description: 'Only rows that changed since', optional: true })
  updated_since?: string;

  @HeadingsField()
  headings?: Headings;
}
