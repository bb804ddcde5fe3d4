/**
 * Takes the schemas of the objects that k8s/ uses from a cluster, for k8s.spec.ts: without texts, and strict about fields that do not exist.
 *
 *     kubectl get --raw /openapi/v2 | node tools/k8s/schemas.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

const kinds = [
  'v1/ConfigMap',
  'v1/Namespace',
  'v1/Secret',
  'v1/Service',
  'v1/ServiceAccount',
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'batch/v1/Job',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/NetworkPolicy',
  'policy/v1/PodDisruptionBudget',
];
const prefix = '#/definitions/';

const { info, definitions } = (await json(process.stdin)) as { info: { version: string }; definitions: Record<string, Schema> };
const taken: Record<string, object> = {};
const roots = Object.fromEntries(
  Object.entries(definitions).flatMap(([name, { 'x-kubernetes-group-version-kind': own = [] }]) =>
    own
      .map(({ group, version, kind }) => [group, version, kind].filter(Boolean).join('/'))
      .filter((kind) => kinds.includes(kind))
      .map((kind) => [kind, take(`${prefix}${name}`)]),
  ),
);
const missing = kinds.filter((kind) => !(kind in roots));
if (missing.length > 0) throw new Error(`The cluster does not know ${missing.join(', ')}.`);
writeFileSync(
  join(import.meta.dirname, 'schemas.json'),
  `${JSON.stringify({ version: info.version, kinds: roots, definitions: taken }, null, 1)}\n`,
);

/** A reference to a definition, which is taken with all that it refers to. */
function take(ref: string): object {
  const name = ref.slice(prefix.length);
  if (!(name in taken)) {
    taken[name] = {};
    taken[name] = strict(definitions[name]!);
  }
  return { $ref: ref };
}

function strict({ $ref, type, format, items, properties, required, additionalProperties }: Schema): object {
  if ($ref) return take($ref);
  if (format === 'int-or-string') return { type: ['integer', 'string'] };
  if (properties) {
    const members = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, strict(schema)]));
    return { type: 'object', properties: members, ...(required && { required }), additionalProperties: false };
  }
  return {
    ...(type && { type }),
    ...(items && { items: strict(items) }),
    ...(additionalProperties && { additionalProperties: strict(additionalProperties) }),
  };
}
