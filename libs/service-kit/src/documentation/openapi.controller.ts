/** The service's documentation: OpenAPI 3.1 at /openapi.json, browsable at /docs. */
import { problem, scopes, type Problem } from '@park/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { EntitySchema } from 'typeorm';
import { describeAnswers } from './answer-schemas.ts';
import type { CommonSettings } from '../service/settings.config.ts';
import { describeWriteHeaders } from './write-headers.ts';
import { answerOf } from './answer.ts';

export interface ServiceDescription {
  name: string;
  title: string;
  description: string;
  tables: EntitySchema[];
}

const aProblem: Problem = {
  type: 'https://park.example/problems/invalid_input',
  title: 'Invalid input',
  status: 422,
  detail: 'One member is not as required.',
  code: 'invalid_input',
  traceId: '0197a0c0-0000-7000-8000-000000000001',
  errors: [{ pointer: '/uscc', detail: 'uscc must be a Unified Social Credit Code' }],
};
const { schema: problemSchema } = answerOf(problem).content['application/json']!;

export function describeApi(app: NestFastifyApplication, service: ServiceDescription, settings: CommonSettings): OpenAPIObject {
  const issuer = settings.OIDC_ISSUER.replace(/\/$/, '');
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle(service.title)
      .setDescription(service.description)
      .setVersion('1')
      .addServer(settings.PUBLIC_URL)
      .addOAuth2({ type: 'oauth2', flows: { clientCredentials: { tokenUrl: `${issuer}/token`, scopes } } })
      .build(),
  );
  document.components = {
    ...document.components,
    schemas: {
      ...document.components?.schemas,
      Problem: { ...problemSchema, description: 'Problem document (RFC 9457)', example: aProblem },
    },
  };
  describeAnswers(document, service.tables);
  describeWriteHeaders(document, service.tables);
  for (const item of Object.values(document.paths)) for (const operation of Object.values(item as PathItem)) complete(operation, document);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', customSiteTitle: service.title });
  return document;
}

interface Operation {
  responses?: Record<string, unknown>;
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
}

type PathItem = Record<string, Operation>;

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
}

/** Completes every operation with what all have in common. */
function complete({ responses, parameters = [], requestBody }: Operation, document: OpenAPIObject): void {
  if (!responses) return;
  responses['4XX'] = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const { name, in: place, schema } of parameters)
    if (place === 'path' && name === 'id' && schema.type === 'string') schema.format = 'uuid';
  const body = requestBody?.content['application/json']?.schema;
  if (!body) return;
  const { required = [] } = closed(body, document);
  requestBody.required = required.length > 0;
}

/** Input with members that it does not know is refused. */
function closed(schema: Schema, document: OpenAPIObject): Schema {
  const known = schema.$ref ? (document.components!.schemas![schema.$ref.split('/').at(-1)!] as Schema) : schema;
  if (known.properties) known.additionalProperties = false;
  for (const inner of [...Object.values(known.properties ?? {}), ...(known.items ? [known.items] : [])]) closed(inner, document);
  return known;
}
