/**
 * A ticket code 票码: which registration it is of, and the issue of the ticket, signed by the park with Ed25519. A gate that is offline can
 * check it with the public key alone.
 */
export interface Ticket {
  gathering_id: string;
  registration_id: string;
  /** From 1 on; a ticket is void once a later one was issued. */
  issue: number;
}

const uuidBytes = 16;
const issueAt = 2 * uuidBytes;
const messageBytes = issueAt + 2;
const signatureBytes = 64;

/** The bytes that are signed. */
export function messageOf({ gathering_id, registration_id, issue }: Ticket): Buffer {
  const message = Buffer.alloc(messageBytes);
  message.write(gathering_id.replaceAll('-', ''), 0, 'hex');
  message.write(registration_id.replaceAll('-', ''), uuidBytes, 'hex');
  message.writeUInt16BE(issue, issueAt);
  return message;
}

/** 131 characters of base64url. */
export function codeOf(message: Buffer, signature: Buffer): string {
  return Buffer.concat([message, signature]).toString('base64url');
}

/** The parts of a code; null where it has not the form of one. The signature is not checked. */
export function partsOf(code: string): { ticket: Ticket; message: Buffer; signature: Buffer } | null {
  const bytes = Buffer.from(code, 'base64url');
  if (bytes.length !== messageBytes + signatureBytes || bytes.toString('base64url') !== code) return null;
  const message = bytes.subarray(0, messageBytes);
  const ticket = {
    gathering_id: uuidOf(message.subarray(0, uuidBytes)),
    registration_id: uuidOf(message.subarray(uuidBytes, issueAt)),
    issue: message.readUInt16BE(issueAt),
  };
  return { ticket, message, signature: bytes.subarray(messageBytes) };
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
