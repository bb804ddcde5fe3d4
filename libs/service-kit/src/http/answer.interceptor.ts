/** The headers that follow from an answer: ETag from its version, Link from its next page, Idempotent-Replayed. */
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { ParkRequest } from './request.ts';

@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<ParkRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (request.replayed) void reply.header('idempotent-replayed', 'true');
        if (answer === null || typeof answer !== 'object') return answer;
        const { version, next: cursor } = answer as { version?: unknown; next?: unknown };
        if (typeof version === 'number') void reply.header('etag', `"${version}"`);
        if (typeof cursor === 'string') void reply.header('link', `<${nextPage(request.url, cursor)}>; rel="next"`);
        return answer;
      }),
    );
  }
}

function nextPage(url: string, cursor: string): string {
  const [path, query] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
