import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { asyncApiOf, breaksOf, catalogue, eventTypes, jsonSchemaOf, publishers, type JsonSchema } from './index.ts';

const published: Record<string, JsonSchema> = Object.assign(
  {},
  ...publishers.map((service) => JSON.parse(readFileSync(new URL(`../published/${service}.json`, import.meta.url), 'utf8'))),
);
const ajv = formats.default(new Ajv.default({ strict: true, strictTypes: false, allErrors: true }));

describe.each(eventTypes.map((type) => [type.type, type] as const))('%s', (name, type) => {
  it('has a schema that accepts its example and demands its members', () => {
    const validate = ajv.compile(jsonSchemaOf(type));
    validate(type.example);
    expect(validate.errors).toBeNull();
    expect(validate({})).toBe(false);
  });

  it('is written down as it is: after a change, npm run publish-events', () => {
    expect(published[name]).toEqual(jsonSchemaOf(type));
  });
});

it('breaks no consumer of what is published', () => {
  const breaks = Object.entries(published).flatMap(([name, schema]) => {
    const type = catalogue.get(name);
    return type ? breaksOf(schema, jsonSchemaOf(type)).map((what) => `${name}: ${what}`) : [`${name} is gone`];
  });
  expect(breaks).toEqual([]);
});

describe('a change of a schema', () => {
  const before: JsonSchema = {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'integer', description: 'x' } },
    required: ['a'],
  };

  it.each<[string, JsonSchema, string[]]>([
    ['nothing', {}, []],
    ['a new optional member', { properties: { ...before.properties, c: { type: 'string' } } }, []],
    ['another description', { properties: { a: { type: 'string' }, b: { type: 'integer', description: 'y' } } }, []],
    ['a member that goes', { properties: { a: { type: 'string' } } }, ['b is gone']],
    ['another type', { properties: { a: { type: 'string' }, b: { type: 'string' } } }, ['b has changed']],
    ['a member that may be missing', { required: [] }, ['a is no longer always there']],
    [
      'a new member that is demanded',
      { properties: { ...before.properties, c: { type: 'string' } }, required: ['a', 'c'] },
      ['c is demanded, which older events lack'],
    ],
  ])('%s', (_, change, breaks) => {
    expect(breaksOf(before, { ...before, ...change })).toEqual(breaks);
  });
});

it.each(publishers)('the AsyncAPI document of %s holds every event with an example', (service) => {
  const document: any = asyncApiOf({ service, title: service, description: 'x', parkCode: 'qd-ccy' });
  const types = eventTypes.filter((type) => type.service === service);
  expect(Object.values<any>(document.components.messages).map(({ name }) => name)).toEqual(types.map(({ type }) => type));
  for (const message of Object.values<any>(document.components.messages)) {
    expect(Object.keys(message.examples[0].headers)).toEqual(expect.arrayContaining(message.headers.required));
  }
  expect(document.channels.events.address).toBe(`park.${service}`);
});
