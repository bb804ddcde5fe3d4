/** Housing and recruitment under test, with Kafka and a line between them that can be cut. */
import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { recruitment as contract } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { anIdentity, eventually, tenantsMessages, urls, type Message, type ServiceUnderTest } from '@park/test-kit';
import { Kafka, logLevel } from 'kafkajs';
import {
  aCandidate,
  anExtendedOffer,
  anInterview,
  aPublishedPosting,
  ofOffer,
} from '../../../recruitment/src/offers/offer-under-test.fixture.ts';
import { aVerifiedEmployer, clerk as recruiter, recruitmentUnderTest } from '../../../recruitment/src/recruitment.fixture.ts';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { anEmployer, clerk, housingUnderTest, reviewer } from '../housing.fixture.ts';

export { recruiter };

/** Between housing and recruitment; what is cut lets nothing through. */
export interface Line {
  url: string;
  isCut: boolean;
  cut(): void;
  close(): void;
}

async function lineTo(url: string): Promise<Line> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    if (line.isCut) return void socket.destroy();
    const other = connect(Number(new URL(url).port), '127.0.0.1');
    for (const end of [socket, other]) sockets.add(end.on('error', () => undefined).on('close', () => sockets.delete(end)));
    socket.pipe(other).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: Line = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isCut: false,
    cut: () => {
      line.isCut = true;
      sockets.forEach((socket) => socket.destroy());
    },
    close: () => {
      line.cut();
      server.close();
    },
  };
  return line;
}

export interface Acceptance {
  offer: string;
  candidate: any;
  /** To the purpose housing. */
  consent: string;
}

export class HireToHome {
  /** Of an employer that both services know. */
  posting: any;
  private apartments = 0;
  private persons = 0;

  private constructor(
    readonly recruitment: ServiceUnderTest,
    readonly housing: ServiceUnderTest,
    readonly line: Line,
    readonly uscc: string,
    private readonly producer: ReturnType<Kafka['producer']>,
  ) {}

  static async begin(): Promise<HireToHome> {
    const producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer({ idempotent: true });
    await producer.connect();
    const recruitment = await recruitmentUnderTest();
    const line = await lineTo(recruitment.url);
    const housing = await housingUnderTest({ issuer: recruitment.issuer, settings: { RECRUITMENT_URL: line.url } });
    const uscc = tenantsMessages.someUscc();
    const entity_id = randomUUID();
    for (const park of [recruitment, housing]) await anEmployer(park, uscc, { entity_id });
    const both = new HireToHome(recruitment, housing, line, uscc, producer);
    const employer = await aVerifiedEmployer(recruitment, { uscc });
    both.posting = await aPublishedPosting(recruitment, employer.id, { headcount: 50 });
    return both;
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
    await this.housing.close();
    this.line.close();
    await this.recruitment.close();
  }

  /** After each spec. */
  reset(): void {
    this.line.isCut = false;
    this.housing.time.now = new Date('2025-06-16T02:00:00Z');
  }

  someone(): { name: string; citizen_id: string; phone: string } {
    return anIdentity(5_000 + ++this.persons);
  }

  query(sql: string, parameters: unknown[] = []): Promise<any[]> {
    return this.housing.database.dataSource.query(sql, parameters);
  }

  one(path: string): Promise<any> {
    return this.housing.ok('GET', path, { as: clerk });
  }

  step(application: string, action: string, body?: object, as = clerk): Promise<any> {
    return this.housing.ok('POST', `/applications/${application}/${action}`, { as, body });
  }

  async runJobs(): Promise<void> {
    await this.housing.app.get(Schedule).runDue();
  }

  async rowOf(offer: string): Promise<any> {
    return (await this.query('select * from hire_application where offer_id = $1', [offer]))[0];
  }

  /** Extended to a candidate who agreed that housing may have the identity. */
  async anOffer(wish: object = {}): Promise<Acceptance> {
    const candidate = await aCandidate(this.recruitment, { ...this.someone(), ...wish });
    const body = { candidate_id: candidate.id, purpose: 'housing' };
    const { id: consent } = await this.recruitment.ok('POST', '/consents', { as: recruiter, body });
    const application = await anInterview(this.recruitment, this.posting.id, candidate);
    const { id: offer } = await anExtendedOffer(this.recruitment, application.id);
    return { offer, candidate, consent };
  }

  /** The same, accepted with the wish for a home; housing has heard of it. */
  async anAcceptance(wish: object = {}, headers: Record<string, string> = {}): Promise<Acceptance> {
    const acceptance = await this.anOffer(wish);
    await this.recruitment.ok('POST', `/offers/${acceptance.offer}/accept`, { as: recruiter, body: { wants_home: true }, headers });
    await eventually(async () => expect(await this.rowOf(acceptance.offer)).toBeDefined());
    return acceptance;
  }

  /** The row once it is settled. */
  async settled(offer: string): Promise<any> {
    return await eventually(async () => {
      await this.runJobs();
      const row = await this.rowOf(offer);
      expect(row.state).not.toBe('due');
      return row;
    });
  }

  async aDraft(): Promise<{ offer: string; application: string }> {
    const { offer } = await this.anAcceptance();
    return { offer, application: (await this.settled(offer)).application_id };
  }

  /** From the draft on to a reserved home: answers the tenancy. */
  async aReservedHome(application: string): Promise<string> {
    await this.step(application, 'submit');
    await this.step(application, 'decide', {}, reviewer);
    await this.step(application, 'waitlist', undefined, reviewer);
    await this.step(application, 'offer', { ...(await this.aHome()), skip_reason: 'a spec of its own' }, reviewer);
    return (await this.step(application, 'accept')).tenancy_id;
  }

  async aHome(): Promise<object> {
    const home = await this.housing.ok('POST', '/apartments', { as: clerk, body: anAddition(`F3-${++this.apartments}`) });
    return { apartment_id: home.id, bed: 1, start_on: '2025-07-01', end_on: '2026-07-01' };
  }

  hireOf(offer: string): Promise<any> {
    return ofOffer(this.recruitment, offer);
  }

  /** In recruitment; housing has heard of it. */
  async renege(offer: string): Promise<void> {
    const hire = await this.hireOf(offer);
    await this.recruitment.ok('POST', `/hires/${hire.id}/renege`, { as: recruiter, body: { reason: 'took another job' } });
    await eventually(async () => expect((await this.rowOf(offer)).reneged_on).toBe('2025-06-16'));
  }

  /** Messages in the name of recruitment, taken in by housing: of one key in order, so that the last one is taken in after the others. */
  async tell(...messages: Message[]): Promise<void> {
    await this.producer.send({ topic: contract.OfferAcceptedV1.topic, messages });
    const ids = messages.map(({ headers }) => headers['ce_id']);
    await eventually(async () => {
      const known = await this.query('select distinct event_id from inbox where event_id = any ($1)', [ids]);
      expect(known).toHaveLength(new Set(ids).size);
    });
  }
}
