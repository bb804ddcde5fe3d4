/** The files and folders of the park on this machine. */
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');

/** Everything a park keeps: data, secrets, logs, and what runs. PARK_DIR lets a second park live beside the first. */
export const parkDir = resolve(process.env['PARK_DIR'] || join(root, '.park'));

export const inPark = (...names: string[]): string => join(parkDir, ...names);

/** How this Node was told to keep quiet about known trifles; the others shall too. Heap limits are each program's own. */
export const warningFlags = process.execArgv.filter((flag) => flag.startsWith('--disable-warning'));

/** Nx's own program; started with this Node, whatever the PATH says. */
export const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
