/** An answer that is JSON already, as the database or a cache gave it: it is sent as it is. */

export interface ReadyJsonParts {
  json: string | Buffer;
  /** A strong tag, in quotes. Without it the body is hashed. */
  etag?: string;
  /** Cursor of the next page, of a list. */
  next?: string | null;
}

export class ReadyJson {
  readonly json: string | Buffer;
  readonly etag: string | undefined;
  readonly next: string | null;

  constructor({ json, etag, next = null }: ReadyJsonParts) {
    this.json = json;
    this.etag = etag;
    this.next = next;
  }
}
