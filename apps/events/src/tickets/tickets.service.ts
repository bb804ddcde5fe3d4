import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import { SETTINGS } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EventsSettings } from '../events.config.ts';
import { codeOf, messageOf, partsOf, type Ticket } from './ticket.ts';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs and checks ticket codes. The same ticket has the same code, so that none is stored. */
@Injectable()
export class TicketsService {
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;

  constructor(@Inject(SETTINGS) { PERSONAL_DATA_KEY }: Pick<EventsSettings, 'PERSONAL_DATA_KEY'>) {
    const seed = hkdfSync('sha256', Buffer.from(PERSONAL_DATA_KEY, 'base64'), '', 'park tickets: sign', 32);
    this.privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, Buffer.from(seed)]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.privateKey);
  }

  code(ticket: Ticket): string {
    const message = messageOf(ticket);
    return codeOf(message, sign(null, message, this.privateKey));
  }

  /** As events carry it: SHA-256 of the code, hex. */
  hash(ticket: Ticket): string {
    return createHash('sha256').update(this.code(ticket)).digest('hex');
  }

  /** Null where the code was not signed here, or was altered. */
  read(code: string): Ticket | null {
    const parts = partsOf(code);
    return parts !== null && verify(null, parts.message, this.publicKey, parts.signature) ? parts.ticket : null;
  }

  /** RFC 7517, RFC 8037. */
  keySet(): { keys: { kty: string; crv: string; x: string; use: string; alg: string }[] } {
    const { x } = this.publicKey.export({ format: 'jwk' });
    return { keys: [{ kty: 'OKP', crv: 'Ed25519', x: x!, use: 'sig', alg: 'EdDSA' }] };
  }
}
