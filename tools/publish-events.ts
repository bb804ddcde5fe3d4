/** `npm run publish-events`: writes down the events of each service as they are now; from then on a spec guards them against breaking changes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, eventTypes } from '../libs/contracts/src/catalogue.ts';
import { breaksOf, jsonSchemaOf, type JsonSchema } from '../libs/contracts/src/json-schema.ts';
import { publishers, type PublisherName } from '../libs/contracts/src/manifest.ts';
import { root } from './park/places.ts';

const folder = join('libs', 'contracts', 'published');

const breaks = publishers.flatMap((service) =>
  Object.entries(published(service)).flatMap(([name, schema]) => {
    const type = catalogue.get(name);
    return (type ? breaksOf(schema, jsonSchemaOf(type)) : ['the type is gone']).map((what) => `${name}: ${what}`);
  }),
);

if (breaks.length > 0) {
  console.error(`Nothing is published, because consumers would break; give the type a new major version.\n${breaks.join('\n')}`);
  process.exitCode = 1;
} else {
  for (const service of publishers) {
    const types = eventTypes.filter((type) => type.service === service);
    const schemas = Object.fromEntries(types.map((type) => [type.type, jsonSchemaOf(type)]));
    writeFileSync(fileOf(service), `${JSON.stringify(schemas, null, 2)}\n`);
    console.log(`${types.length} event types are published in ${join(folder, `${service}.json`)}`);
  }
}

function fileOf(service: PublisherName): string {
  return join(root, folder, `${service}.json`);
}

function published(service: PublisherName): Record<string, JsonSchema> {
  return existsSync(fileOf(service)) ? (JSON.parse(readFileSync(fileOf(service), 'utf8')) as Record<string, JsonSchema>) : {};
}
