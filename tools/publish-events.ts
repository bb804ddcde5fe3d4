/** `npm run publish-events`: writes down the events as they are now; from then on a spec guards them against breaking changes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, eventTypes } from '../libs/contracts/src/catalogue.ts';
import { breaksOf, jsonSchemaOf, type JsonSchema } from '../libs/contracts/src/json-schema.ts';
import { root } from './park/places.ts';

const file = join(root, 'libs', 'contracts', 'published-events.json');
const published = JSON.parse(readFileSync(file, 'utf8')) as Record<string, JsonSchema>;
const breaks = Object.entries(published).flatMap(([name, schema]) => {
  const type = catalogue.get(name);
  return (type ? breaksOf(schema, jsonSchemaOf(type)) : ['the type is gone']).map((what) => `${name}: ${what}`);
});

if (breaks.length > 0) {
  console.error(`Nothing is published, because consumers would break; give the type a new major version.\n${breaks.join('\n')}`);
  process.exitCode = 1;
} else {
  const now = Object.fromEntries(eventTypes.map((type) => [type.type, jsonSchemaOf(type)]));
  writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  console.log(`${eventTypes.length} event types are published in libs/contracts/published-events.json`);
}
