/**
 * Personal data at rest: AES-256-GCM ciphertext, an HMAC to find duplicates by, a mask to show by default. The two keys are derived
 * from one secret, so that knowing a reference does not help to read.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export class PersonalData {
  private readonly sealKey: Buffer;
  private readonly referenceKey: Buffer;

  /** `secret`: base64 of 32 random bytes. */
  constructor(secret: string) {
    const bytes = Buffer.from(secret, 'base64');
    this.sealKey = Buffer.from(hkdfSync('sha256', bytes, '', 'park personal data: seal', 32));
    this.referenceKey = Buffer.from(hkdfSync('sha256', bytes, '', 'park personal data: reference', 32));
  }

  /** base64 of nonce, tag and ciphertext. */
  seal(text: string): string {
    return this.sealBytes(Buffer.from(text, 'utf8')).toString('base64');
  }

  /** Throws when the text was altered or sealed with another secret. */
  open(sealed: string): string {
    return this.openBytes(Buffer.from(sealed, 'base64')).toString('utf8');
  }

  sealBytes(bytes: Buffer): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce);
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  openBytes(sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  }

  /** The same for the same text, and tells nothing else of it. */
  reference(text: string): string {
    return createHmac('sha256', this.referenceKey).update(text).digest('hex');
  }

  /** The same UUID (version 8, RFC 9562) for the same text, and tells nothing else of it. */
  referenceId(text: string): string {
    const bytes = Buffer.from(this.reference(text).slice(0, 32), 'hex');
    bytes[6] = (bytes[6]! & 0x0f) | 0x80;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
}

/** All but the first and the last `keep` characters. */
export function masked(text: string, keepStart: number, keepEnd: number): string {
  const letters = [...text];
  if (letters.length <= keepStart + keepEnd) return '*'.repeat(letters.length);
  return [
    ...letters.slice(0, keepStart),
    '*'.repeat(letters.length - keepStart - keepEnd),
    ...letters.slice(letters.length - keepEnd),
  ].join('');
}
