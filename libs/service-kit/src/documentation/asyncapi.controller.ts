/** The documentation of a service's events: AsyncAPI 3 at /asyncapi.json, browsable at /docs/events. */
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { asyncApiOf } from '@park/contracts';
import type { FastifyInstance } from 'fastify';
import type { ServiceDescription } from './openapi.controller.ts';
import type { CommonSettings } from '../service/settings.config.ts';

const viewer = createRequire(import.meta.url);
const script = viewer.resolve('@asyncapi/react-component/browser/standalone/index.js');
const style = viewer.resolve('@asyncapi/react-component/styles/default.min.css');

const start = `AsyncApiStandalone.render({ schema: { url: '/asyncapi.json' }, config: { show: { errors: true } } }, document.getElementById('events'));
`;

/** The viewer compiles the schemas that it shows. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function describeEvents(fastify: FastifyInstance, { name, title, description }: ServiceDescription, settings: CommonSettings): void {
  const document = asyncApiOf({ service: name, title, description, parkCode: settings.PARK_CODE });
  fastify.get('/asyncapi.json', () => document);
  fastify.get('/docs/events', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(pageOf(title)),
  );
  fastify.get('/docs/events/start.js', (_request, reply) => reply.type('text/javascript').send(start));
  fastify.get('/docs/events/viewer.js', (_request, reply) => reply.type('text/javascript').send(createReadStream(script)));
  fastify.get('/docs/events/viewer.css', (_request, reply) => reply.type('text/css').send(createReadStream(style)));
}

function pageOf(title: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · events</title>
<link rel="stylesheet" href="/docs/events/viewer.css">
<div id="events"></div>
<script src="/docs/events/viewer.js"></script>
<script src="/docs/events/start.js"></script>
`;
}
