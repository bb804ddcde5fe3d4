/** The one place where an error becomes an answer: RFC 9457 problem documents. */
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { refusalStatuses, type Problem } from '@park/contracts';
import { isTransient } from '@park/outbox';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IssuerUnreachable, Unauthenticated } from './issuer.client.ts';
import { refusalOf, type ConstraintRules } from '../commands/postgres-fault.ts';
import type { ParkRequest } from './request.ts';

const titles: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  408: 'Too slow',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid input',
  428: 'Precondition required',
  429: 'Too many requests',
  431: 'Header too large',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

/** Fastify's own errors that are the client's doing. */
const httpCodes: Record<number, string> = {
  400: 'malformed_request',
  404: 'no_such_route',
  408: 'request_timeout',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'header_too_large',
};

const connectionStatuses: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
const connectionDetails: Record<number, string> = {
  400: 'This is not an HTTP/1.1 request.',
  408: 'The request took too long to arrive.',
  431: 'The header has more than 16 kB.',
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Problem');

  constructor(private readonly rules: ConstraintRules) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<ParkRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: ParkRequest, reply: FastifyReply): void {
    if (reply.sent) return;
    const problem = this.problemOf(error, String(request.id));
    if (problem.status >= 500) {
      this.log.error({ msg: problem.detail, traceId: problem.traceId, code: problem.code, err: error });
    }
    if (problem.status === 401)
      void reply.header('www-authenticate', `Bearer error="${request.headers.authorization ? 'invalid_token' : 'missing_token'}"`);
    if (problem.status === 503) void reply.header('retry-after', '5');
    if (problem.code === 'request_in_progress') void reply.header('retry-after', '5');
    void reply.code(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem));
  }

  /** For what is no HTTP request, or not in time: Node hands over the bare connection, which ends with the answer. */
  answerConnection(error: Error & { code?: string }, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const status = connectionStatuses[error.code ?? ''] ?? 400;
    const body = JSON.stringify(problem(status, httpCodes[status]!, connectionDetails[status]!, randomUUID()));
    const head = `HTTP/1.1 ${status} ${titles[status]}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}`;
    if (socket.writable) socket.write(`${head}\r\nconnection: close\r\n\r\n${body}`);
    socket.destroy(error);
  }

  private problemOf(error: unknown, traceId: string): Problem {
    const refusal = refusalOf(error, this.rules);
    if (refusal) {
      const { errors, extra } = refusal;
      return {
        ...problem(refusalStatuses[refusal.kind], refusal.code, refusal.message, traceId),
        ...extra,
        ...(errors.length > 0 && { errors }),
      };
    }
    if (error instanceof Unauthenticated) return problem(401, 'unauthenticated', error.reason, traceId);
    if (error instanceof IssuerUnreachable) return problem(503, 'issuer_unreachable', 'The issuer of tokens cannot be reached.', traceId);
    const status = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 0);
    if (status >= 400 && status < 500) return problem(status, httpCodes[status] ?? 'malformed_request', (error as Error).message, traceId);
    if (isTransient(error) || isTimeout(error))
      return problem(503, 'temporarily_unavailable', 'A part of the park is not available; try again soon.', traceId);
    return problem(500, 'internal_error', 'Something went wrong on our side; the trace id leads to it.', traceId);
  }
}

function problem(status: number, code: string, detail: string, traceId: string): Problem {
  return { type: `https://park.example/problems/${code}`, title: titles[status] ?? 'Error', status, detail, code, traceId };
}

/** A statement that took too long. */
function isTimeout(error: unknown): boolean {
  return (error as { driverError?: { code?: unknown } }).driverError?.code === '57014';
}
