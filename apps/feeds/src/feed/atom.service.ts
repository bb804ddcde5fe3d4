/** The newest entries of a log as an Atom feed (RFC 4287), for readers. */
import { catalogue, type ParkEvent } from '@park/contracts';
import { Feed } from 'feed';
import { cloudEventOf, type Positioned } from './feed-page.ts';

export interface AtomWish {
  title: string;
  /** Address of the feed itself. */
  self: string;
  /** Newest first. */
  entries: readonly Positioned[];
  /** For a log without entries. */
  now: Date;
}

export function atomOf({ title, self, entries, now }: AtomWish): string {
  const events = entries.map((entry) => ({ entry, event: JSON.parse(entry.json) as ParkEvent<Record<string, unknown>> }));
  const feed = new Feed({
    title,
    id: self,
    link: self,
    copyright: '',
    updated: events[0] ? new Date(events[0].event.time) : now,
    feedLinks: { atom: self },
    generator: 'park feeds',
  });
  for (const { entry, event } of events) feed.addItem(itemOf(entry, event, self));
  return feed.atom1();
}

function itemOf(entry: Positioned, event: ParkEvent<Record<string, unknown>>, self: string) {
  const summary = catalogue.get(event.type)?.summary;
  const code = typeof event.data['code'] === 'string' ? ` ${event.data['code']}` : '';
  return {
    id: `urn:uuid:${event.id}`,
    title: summary ? `${summary.zh} · ${summary.en}${code}` : event.type,
    link: `${self.replace(/\/atom$/, '')}?after=${entry.position - 1}&limit=1`,
    date: new Date(event.time),
    description: `${event.type}, position ${entry.position}`,
    content: `<pre>${escaped(JSON.stringify(JSON.parse(cloudEventOf(entry)), null, 2))}</pre>`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
