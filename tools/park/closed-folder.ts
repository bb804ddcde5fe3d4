/** Folders of this user alone: what a park keeps and logs is nobody else's business on a shared machine. */
import { chmodSync, mkdirSync } from 'node:fs';

/** Also closes one that stands open. */
export function closedFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}
