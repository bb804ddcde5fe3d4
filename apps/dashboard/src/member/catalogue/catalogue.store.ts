/** The event types that this member may see, asked for once a page. */
import { get } from '../../api/park-api.client.ts';
import { useResource, type Source } from '../../api/resource.store.ts';
import type { Catalogue } from '../api.ts';

export function useCatalogue(): Source<Catalogue> {
  return useResource<Catalogue>('catalogue', (signal) => get<Catalogue>('/catalogue', signal));
}
