/**
 * The issuer's name comes from ISSUER_URL, whatever a request calls it: oidc-provider makes every address (discovery, redirects, forms) from
 * the request, so that a foreign Host would send codes and passwords elsewhere.
 */
import type { IncomingMessage } from 'node:http';

export function ownName(issuerUrl: string): (request: IncomingMessage) => void {
  const { host, protocol } = new URL(issuerUrl);
  return (request) => {
    // A request may carry a whole address in place of a path (RFC 9112, 3.2.2).
    request.url = request.url!.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/';
    request.headers.host = host;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    delete request.headers['x-forwarded-host'];
  };
}
