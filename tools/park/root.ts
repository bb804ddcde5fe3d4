/** Where things lie on this machine. */
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');

/** Everything a park keeps: data, secrets, logs, and what runs. PARK_DIR lets a second park live beside the first. */
export const parkDir = resolve(process.env['PARK_DIR'] || join(root, '.park'));

export const inPark = (...names: string[]): string => join(parkDir, ...names);
