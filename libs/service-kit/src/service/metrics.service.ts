/** The measurements of a process for Prometheus, on a port of their own: whoever may ask the API cannot read them. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { register } from 'prom-client';
import { Readiness } from './readiness.service.ts';
import type { CommonSettings } from './settings.config.ts';
import { SETTINGS } from './tokens.ts';

@Injectable()
export class Metrics implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: CommonSettings,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  /** Null without METRICS_PORT. */
  get port(): number | null {
    return this.server && (this.server.address() as AddressInfo).port;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { HOST, METRICS_PORT } = this.settings;
    if (METRICS_PORT === undefined) return;
    this.server = createServer(this.answer).listen(METRICS_PORT, HOST);
    await once(this.server, 'listening');
  }

  /** After the last request: an instance that drains is measured to its end. */
  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private readonly answer: RequestListener = (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end();
    void this.text().then(
      (text) => response.writeHead(200, { 'content-type': register.contentType, 'x-content-type-options': 'nosniff' }).end(text),
      () => response.writeHead(500).end(),
    );
  };

  private async text(): Promise<string> {
    await this.readiness.parts(); // sets their gauges
    return await register.metrics();
  }
}
