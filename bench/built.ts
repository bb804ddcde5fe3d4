import { join } from 'node:path';
import { root } from '../tools/park/places.ts';

/** A module of the workspace as it was built, whose types a benchmark does not see. */
export const built = (path: string): Promise<any> => import(join(root, path));
