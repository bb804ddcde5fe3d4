/** The files of a built web page: only those that are there when the service starts, so that no path leads anywhere else. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface WebFile {
  type: string;
  etag: string;
  body: Buffer;
  /** Null where it would not be smaller. */
  gzipped: Buffer | null;
  /** Its name tells its content, so that it may be kept for ever. */
  isHashed: boolean;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const worthZipping = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest']);

export class WebFiles {
  private readonly paths: ReadonlyMap<string, string>;
  private readonly read = new Map<string, WebFile>();

  /** `entrance`: the path of the HTML file of the page. Other HTML files of the folder are entrances of other pages, and not served. */
  constructor(
    dir: string,
    private readonly entrance: string,
  ) {
    const files = existsSync(dir) ? readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
    this.paths = new Map(
      files.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [`/${relative(dir, path).split(sep).join('/')}`, path];
      }),
    );
  }

  find(path: string): WebFile | null {
    const file = this.paths.get(path);
    if (file === undefined || !(extname(file) in types) || (extname(file) === '.html' && path !== this.entrance)) return null;
    const known = this.read.get(path) ?? load(file, path);
    this.read.set(path, known);
    return known;
  }

  /** The file of that path, or for an address that only the page itself knows its entrance. */
  findOrEnter(path: string, isPage: boolean): WebFile | null {
    return this.find(path) ?? (isPage || path === '/' ? this.find(this.entrance) : null);
  }
}

function load(file: string, path: string): WebFile {
  const body = readFileSync(file);
  const zipped = worthZipping.has(extname(file)) ? gzipSync(body) : null;
  return {
    type: types[extname(file)]!,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    body,
    gzipped: zipped && zipped.length < body.length ? zipped : null,
    isHashed: path.startsWith('/assets/'),
  };
}
