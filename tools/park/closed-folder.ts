/** Folders of this user alone: what a park keeps and logs is nobody else's business on a shared machine. */
import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Also closes one that stands open. Root lets others pass through, not look: its PostgreSQL runs as another user. */
export function closedFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mode = statSync(folder).mode & 0o777;
  const closed = mode & (process.getuid?.() === 0 ? 0o711 : 0o700);
  if (mode !== closed) chmodSync(folder, closed);
}
