/** The discovery document of the issuer (OpenID Connect Discovery 1.0), with the addresses by which this service reaches it. */
import { bodyOf } from './json-answer.ts';
import type { CommonSettings } from '../service/settings.config.ts';

export type IssuerSettings = Pick<CommonSettings, 'OIDC_ISSUER' | 'OIDC_INTERNAL_URL'>;

type Endpoint = 'jwks_uri' | 'token_endpoint';

/** `ask` fetches with its own limit of time. Throws where the document is another issuer's, or does not name the endpoint. */
export async function discover(endpoint: Endpoint, settings: IssuerSettings, ask: (url: string) => Promise<Response>): Promise<string> {
  const url = discoveryUrl(settings);
  const document = await bodyOf<{ issuer: string } & Partial<Record<Endpoint, string>>>(await ask(url));
  if (document.issuer !== settings.OIDC_ISSUER) throw new Error(`${url} describes another issuer than OIDC_ISSUER`);
  const address = document[endpoint];
  if (address === undefined) throw new Error(`${url} names no ${endpoint}`);
  return within(address, settings);
}

export function discoveryUrl(settings: IssuerSettings): string {
  return `${baseOf(settings)}/.well-known/openid-configuration`;
}

function baseOf({ OIDC_ISSUER, OIDC_INTERNAL_URL = OIDC_ISSUER }: IssuerSettings): string {
  return OIDC_INTERNAL_URL.replace(/\/$/, '');
}

/** An issuer names its endpoints by its public address, which a container may not reach. */
function within(address: string, settings: IssuerSettings): string {
  const named = `${settings.OIDC_ISSUER.replace(/\/$/, '')}/`;
  return address.startsWith(named) ? `${baseOf(settings)}/${address.slice(named.length)}` : address;
}
