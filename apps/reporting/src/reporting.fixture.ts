/** A reporting service of a spec's own: a park code of its own among all that is on the topics, and events told to it over Kafka. */
import { randomUUID } from 'node:crypto';
import { sourceOf, toHeaders, type Board, type ParkEvent } from '@park/contracts';
import { serviceUnderTest, urls, type ServiceUnderTest, type ServiceWish } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { service } from './reporting.module.ts';

export const analyst = { scopes: ['reporting:kpi:read'] };
export const operator = { scopes: ['reporting:kpi:read', 'reporting:projection:manage', 'park:parked:manage'] };
const nowhere = 'http://127.0.0.1:9';

export interface Message {
  topic?: string;
  key: string;
  headers?: Record<string, string>;
  value: string | Buffer;
}

/** A producer on the topics that all specs of a run share. */
export class Sender {
  readonly code = `spec-${randomUUID().slice(0, 8)}`;
  private readonly producer: Producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer();

  connect(): Promise<void> {
    return this.producer.connect();
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  /** The same event, with a name of this park's. */
  named<Event extends ParkEvent>(event: Event): Event {
    return { ...event, id: `${this.code} ${event.id}`, source: sourceOf(this.code, event.type.split('.')[1]!) };
  }

  async publish(events: readonly ParkEvent[]): Promise<void> {
    for (const [topic, own] of Map.groupBy(
      events.map((event) => this.named(event)),
      ({ type }) => `park.${type.split('.')[1]}`,
    )) {
      await this.producer.send({
        topic,
        messages: own.map((event) => ({ key: event.subject, headers: toHeaders(event), value: JSON.stringify(event.data) })),
      });
    }
  }

  async send({ topic = 'park.tenants', ...message }: Message): Promise<void> {
    await this.producer.send({ topic, messages: [message] });
  }
}

export async function reportingUnderTest({ code }: Sender, { settings, ...wish }: ServiceWish = {}): Promise<ServiceUnderTest> {
  return await serviceUnderTest(service, {
    ...wish,
    settings: {
      PARK_CODE: code,
      KAFKA_GROUP: `reporting-${code}`,
      TENANTS_URL: nowhere,
      HOUSING_URL: nowhere,
      RECONCILE_CLIENT_ID: 'operations',
      RECONCILE_CLIENT_SECRET: 'secret',
      DASHBOARD_CLIENT_ID: 'dashboard',
      DASHBOARD_DIR: '/nowhere',
      PARK_NAME_ZH: '示例园区',
      PARK_NAME_EN: 'Sample Park',
      ...settings,
    },
  });
}

export async function value(park: ServiceUnderTest, kpi: string, query = ''): Promise<number | null> {
  return (await park.ask('GET', `/kpis/${kpi}${query}`, { as: analyst })).body.value;
}

/** Watches the live board: every frame that comes, and when. */
export class Watcher {
  readonly frames: { board: Board }[] = [];
  private readonly aborted = new AbortController();
  private reading: Promise<void> = Promise.resolve();

  async open(park: ServiceUnderTest, headers: Record<string, string> = {}): Promise<Response> {
    const authorization = `Bearer ${await park.issuer.token(analyst)}`;
    const answer = await fetch(`${park.url}/board/live`, { headers: { authorization, ...headers }, signal: this.aborted.signal });
    this.reading = this.read(answer).catch(() => undefined);
    return answer;
  }

  get last(): Board | undefined {
    return this.frames.at(-1)?.board;
  }

  tile(code: string): number | null | undefined {
    return this.last?.tiles.find((tile) => tile.code === code)?.value;
  }

  /** Resolves when the service has ended the stream. */
  get ended(): Promise<void> {
    return this.reading;
  }

  async close(): Promise<void> {
    this.aborted.abort();
    await this.reading;
  }

  private async read(answer: Response): Promise<void> {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; text = text.slice(end + 2), end = text.indexOf('\n\n')) {
        const data = /^event: board\nid: \d+\ndata: (.*)$/.exec(text.slice(0, end))?.[1];
        if (data) this.frames.push({ board: JSON.parse(data) as Board });
      }
    }
  }
}
