/** The outgoing form of each event type has no member that is not listed, and names no person. */
import { catalogue, disclosedSchemaOf, eventTypes, sourceOf, type EventType, type ParkEvent } from '@park/contracts';
import { visibleTypes } from '../subscriptions/filter.ts';
import { outgoing } from './outgoing-event.ts';

const canary = 'CANARY';

function anEvent(type: EventType, data: unknown = type.example, wish: Partial<ParkEvent> = {}): ParkEvent {
  return {
    specversion: '1.0',
    id: '0197a0c0-0000-7000-8000-000000000001',
    source: sourceOf('spec', type.service),
    type: type.type,
    subject: '0197a0c0-0000-7000-8000-0000000000aa',
    time: '2025-06-16T02:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: `urn:park:event:${type.type}`,
    sequence: 3,
    partitionkey: '0197a0c0-0000-7000-8000-0000000000aa',
    correlationid: `${canary} correlation`,
    causationid: `${canary} causation`,
    traceparent: `${canary} trace`,
    actorid: `${canary} actor`,
    actortype: 'user',
    effectivedate: '2025-06-16',
    recordedtime: '2025-06-16T02:00:00.000Z',
    visibility: type.visibility,
    data,
    ...wish,
  };
}

/** The data with a canary in every member that is not disclosed, and one more member beside each. */
function planted(value: unknown, paths: readonly string[][]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((element) => planted(element, paths));
  if (typeof value !== 'object' || value === null) return canary;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    planted(
      member,
      paths.filter(([first]) => first === name).map((path) => path.slice(1)),
    ),
  ]);
  return { ...Object.fromEntries(members), person_name: `${canary} 张三`, phone: `${canary} 13800000000` };
}

describe.each(visibleTypes.map((type) => [type.type, type] as const))('%s', (_, type) => {
  const paths = type.discloses.alliance.map((path) => path.split('.'));

  it('lets no planted canary through', () => {
    expect(outgoing(anEvent(type, planted(type.example, paths)), type)!.json).not.toContain(canary);
  });

  it('names no person in what is disclosed', () => {
    const personal =
      /person|candidate|applicant|secretary|liaison|contact|phone|mobile|e_?mail|id_card|citizen|birth|(^|_)address|(^|_)ip(_|$)/;
    for (const path of type.discloses.alliance) expect(path).not.toMatch(personal);
    expect(JSON.stringify(disclosedSchemaOf(type, 'alliance')?.examples)).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dX]|@/);
  });

  it('keeps the envelope to what names the event', () => {
    expect(Object.keys(JSON.parse(outgoing(anEvent(type), type)!.json))).toEqual([
      'specversion',
      'id',
      'source',
      'type',
      'subject',
      'time',
      'datacontenttype',
      'dataschema',
      'sequence',
      'effectivedate',
      'data',
    ]);
  });
});

it('lets nothing through of an internal type, nor of an event that is internal itself', () => {
  for (const type of eventTypes.filter(({ visibility }) => visibility === 'internal'))
    expect(outgoing(anEvent(type, type.example, { visibility: 'public' }), type)).toBeNull();
  for (const type of visibleTypes) expect(outgoing(anEvent(type, type.example, { visibility: 'internal' }), type)).toBeNull();
});

it('finds the modes, the topics and the records that an event is about', () => {
  const of = (name: string, data: object) => {
    const type = catalogue.get(name)!;
    return outgoing(anEvent(type, { ...(type.example as object), ...data }), type);
  };
  const season_id = '0197a0c0-0000-7000-8000-0000000000bb';
  expect(of('park.events.gathering.published.v1', { type: 'roadshow', season_id, modes: ['industry_promotion'] })).toMatchObject({
    modes: ['industry_promotion'],
    topics: ['roadshows'],
    resources: ['0197a0c0-0000-7000-8000-0000000000aa', season_id],
  });
  expect(of('park.alliance.need.matched.v1', {})).toMatchObject({ topics: [], modes: [expect.any(String)] });
});
