/**
 * Which addresses webhooks may be sent to: https to global addresses alone, never to a machine of the park's own network. The URL
 * standard turns every way to write an IPv4 address (decimal, octal, short, with dots of other scripts) into the usual one. Kept
 * libraries for this (request-filtering-agent) work for `http.Agent` and not for undici, see webhook.client.ts for the socket's part.
 */
import { invalid, type Refusal } from '@park/kernel';
import ipaddr from 'ipaddr.js';

export const mostUrlCharacters = 2_000;

/** IPv6 addresses that are in use in the internet. Outside of it, ipaddr.js calls what has no name in its list unicast. */
const globalIpv6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
/** Azure's own service for its machines has an address that looks like any other. */
const metadataAddresses = ['168.63.129.16'];

const localNames = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/;
const lowestPort = 1_024;

/** Whether a socket may connect to the address; `allowLocal` also lets the loopback pass. */
export function isReachable(address: string, allowLocal: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  // Unwraps IPv4 addresses that are written as IPv6 ones.
  const known = ipaddr.process(address);
  const range = known.range();
  if (range === 'loopback') return allowLocal;
  if (range !== 'unicast' || metadataAddresses.includes(known.toString())) return false;
  return known.kind() === 'ipv4' || (known as ipaddr.IPv6).match(globalIpv6);
}

/** The address of a host name that is one, without the brackets of IPv6; null for a name. */
export function addressIn(hostname: string): string | null {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(address) ? address : null;
}

/** The canonical form of an endpoint's address. Throws `invalid address_refused`. */
export function endpointUrl(text: string, allowLocal: boolean): string {
  const url = URL.parse(text);
  if (!url) throw refused('url must be an absolute URL.');
  if (/\s/.test(text)) throw refused('url must not contain blanks.');
  if (url.protocol !== 'https:' && !(allowLocal && url.protocol === 'http:')) throw refused('url must begin with https://.');
  if (url.username !== '' || url.password !== '') throw refused('url must not contain a user or a password.');
  if (url.href.includes('#')) throw refused('url must not contain a fragment.');
  if (url.href.length > mostUrlCharacters) throw refused(`url must not be longer than ${mostUrlCharacters} characters.`);
  if (url.port !== '' && Number(url.port) < lowestPort) throw refused(`The port of url must be 443, or ${lowestPort} or above.`);
  requireHost(url.hostname, allowLocal);
  return url.href;
}

function requireHost(hostname: string, allowLocal: boolean): void {
  const address = addressIn(hostname);
  if (address !== null && !isReachable(address, allowLocal)) throw refused('The host of url must be a public address.');
  if (address !== null || (allowLocal && hostname === 'localhost')) return;
  const name = hostname.replace(/\.$/, '');
  if (!name.includes('.') || localNames.test(name)) throw refused('The host of url must be a public name.');
}

function refused(detail: string): Refusal {
  return invalid('/url', 'address_refused', detail);
}
