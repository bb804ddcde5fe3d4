/** Answers with the files of a web page that signs in at the issuer: the page itself may ask this service and the issuer, and nobody else. */
import { NotFoundException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ParkRequest } from './request.ts';
import { WebFiles } from './web-files.store.ts';

export class WebPage {
  private readonly files: WebFiles;
  private readonly policy: string;

  constructor({ dir, entrance, issuer }: { dir: string; entrance: string; issuer: string }) {
    this.files = new WebFiles(dir, entrance);
    const { origin } = new URL(issuer);
    this.policy = [
      "default-src 'self'",
      `connect-src 'self' ${origin}`,
      `frame-src 'self' ${origin}`,
      "img-src 'self' data:",
      "font-src 'self' data:",
      "style-src 'self' 'unsafe-inline'",
      "frame-ancestors 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ].join('; ');
  }

  /** A file, or the entrance for an address that only the page knows. */
  answer(request: ParkRequest, reply: FastifyReply): void {
    const path = decodeURI(request.url.split('?')[0]!);
    const file = this.files.findOrEnter(path, request.headers.accept?.includes('text/html') ?? false);
    if (!file) throw new NotFoundException(`Cannot GET ${path}`);
    const { type, etag, body, gzipped, isHashed } = file;
    void reply
      .header('content-type', type)
      .header('etag', etag)
      .header('vary', 'accept-encoding')
      .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('content-security-policy', this.policy);
    const zip = gzipped && (request.headers['accept-encoding'] ?? '').includes('gzip');
    if (zip) void reply.header('content-encoding', 'gzip');
    void reply.send(zip ? gzipped : body);
  }
}
