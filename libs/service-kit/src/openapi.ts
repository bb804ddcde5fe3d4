/** The service's documentation: OpenAPI 3.1 at /openapi.json, browsable at /docs. */
import { answerOf, problem, scopes, type Problem } from '@park/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { EntitySchema } from 'typeorm';
import { describeAnswers } from './answer-schemas.ts';
import type { CommonSettings } from './settings.ts';

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
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Record<string, { responses?: Record<string, unknown>; parameters?: unknown[] }>)) {
      if (!operation.responses) continue;
      operation.responses['4XX'] = {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', customSiteTitle: service.title });
  return document;
}
