import { endpointUrl, isReachable } from './address.service.ts';

const hostile: [string, string][] = [
  ['plain http', 'http://hooks.example.com/'],
  ['another protocol', 'ftp://hooks.example.com/'],
  ['a file', 'file:///etc/passwd'],
  ['credentials', 'https://user:secret@hooks.example.com/'],
  ['a user alone', 'https://user@hooks.example.com/'],
  ['a fragment', 'https://hooks.example.com/#part'],
  ['an empty fragment', 'https://hooks.example.com/#'],
  ['a blank', 'https://hooks.example.com/a b'],
  ['a tab that the URL standard leaves out', 'https://127.0.0\t.1/'],
  ['too long', `https://hooks.example.com/${'a'.repeat(2_000)}`],
  ['no host', 'https://'],
  ['a relative address', '/park'],
  ...[8, 22, 25, 80, 110, 1_023].map((port): [string, string] => [`port ${port}`, `https://hooks.example.com:${port}/`]),
  ['localhost', 'https://localhost/'],
  ['localhost with a dot', 'https://localhost./'],
  ['a name of the loopback', 'https://a.localhost/'],
  ['a name of mDNS', 'https://printer.local/'],
  ['a name of the metadata service', 'https://metadata.google.internal/'],
  ['a single label', 'https://postgres/'],
  ['the loopback', 'https://127.0.0.1/'],
  ['any loopback address', 'https://127.8.9.10/'],
  ['the loopback, decimal', 'https://2130706433/'],
  ['the loopback, hexadecimal', 'https://0x7f000001/'],
  ['the loopback, octal', 'https://0177.0.0.1/'],
  ['the loopback, short', 'https://127.1/'],
  ['the loopback, with ideographic full stops', 'https://127。0。0。1/'],
  ['the loopback, with fullwidth digits', 'https://１２７.0.0.1/'],
  ['the loopback, in circles', 'https://①②⑦.⓪.⓪.①/'],
  ['the loopback, percent-encoded', 'https://%31%32%37.0.0.1/'],
  ['the loopback, with a dot at the end', 'https://127.0.0.1./'],
  ['unspecified', 'https://0.0.0.0/'],
  ['this network', 'https://0.1.2.3/'],
  ['private 10/8', 'https://10.1.2.3/'],
  ['private 172.16/12', 'https://172.31.255.255/'],
  ['private 192.168/16', 'https://192.168.0.1/'],
  ['carrier-grade NAT', 'https://100.64.0.1/'],
  ['metadata of Alibaba Cloud', 'https://100.100.100.200/'],
  ['link-local and metadata', 'https://169.254.169.254/'],
  ['metadata of Azure', 'https://168.63.129.16/'],
  ['protocol assignments', 'https://192.0.0.192/'],
  ['documentation 192.0.2/24', 'https://192.0.2.1/'],
  ['documentation 198.51.100/24', 'https://198.51.100.1/'],
  ['documentation 203.0.113/24', 'https://203.0.113.1/'],
  ['6to4 relays', 'https://192.88.99.1/'],
  ['benchmarking', 'https://198.18.0.1/'],
  ['multicast', 'https://224.0.0.1/'],
  ['reserved', 'https://240.0.0.1/'],
  ['broadcast', 'https://255.255.255.255/'],
  ['IPv6 unspecified', 'https://[::]/'],
  ['IPv6 loopback', 'https://[::1]/'],
  ['IPv4-mapped loopback', 'https://[::ffff:127.0.0.1]/'],
  ['IPv4-mapped private', 'https://[::ffff:10.0.0.1]/'],
  ['IPv4-mapped metadata', 'https://[::ffff:a9fe:a9fe]/'],
  ['IPv4-compatible', 'https://[::127.0.0.1]/'],
  ['IPv4-translated', 'https://[::ffff:0:127.0.0.1]/'],
  ['NAT64', 'https://[64:ff9b::127.0.0.1]/'],
  ['NAT64 of local use', 'https://[64:ff9b:1::1]/'],
  ['6to4', 'https://[2002:7f00:1::1]/'],
  ['teredo', 'https://[2001:0:4136:e378::1]/'],
  ['IPv6 link-local', 'https://[fe80::1]/'],
  ['IPv6 site-local', 'https://[fec0::1]/'],
  ['unique local, metadata of AWS', 'https://[fd00:ec2::254]/'],
  ['IPv6 multicast', 'https://[ff02::1]/'],
  ['IPv6 documentation', 'https://[2001:db8::1]/'],
  ['IPv6 documentation, 3fff', 'https://[3fff::1]/'],
  ['IPv6 benchmarking', 'https://[2001:2::1]/'],
  ['ORCHID', 'https://[2001:20::1]/'],
  ['discard', 'https://[100::1]/'],
  ['segment routing', 'https://[5f00::1]/'],
  ['IPv6 outside of what is in use', 'https://[4000::1]/'],
];

it.each(hostile)('refuses %s', (_, url) => {
  expect(() => endpointUrl(url, false)).toThrow(expect.objectContaining({ code: 'address_refused', errors: [expect.anything()] }));
});

it.each([
  ['https://hooks.example.com', 'https://hooks.example.com/'],
  ['https://HOOKS.example.com:443/park?x=1', 'https://hooks.example.com/park?x=1'],
  ['https://hooks.example.com:8443/', 'https://hooks.example.com:8443/'],
  ['https://推送.example.com/', 'https://xn--jzu200h.example.com/'],
  ['https://8.8.8.8/', 'https://8.8.8.8/'],
  ['https://134744072/', 'https://8.8.8.8/'],
  ['https://[2400:3200::1]/', 'https://[2400:3200::1]/'],
])('takes %s', (url, canonical) => {
  expect(endpointUrl(url, false)).toBe(new URL(canonical).href);
});

it('lets http and this machine pass for development, and no other machine of the network', () => {
  expect(endpointUrl('http://127.0.0.1:8080/', true)).toBe('http://127.0.0.1:8080/');
  expect(endpointUrl('http://localhost:8080/', true)).toBe('http://localhost:8080/');
  for (const url of ['http://10.0.0.1:8080/', 'http://169.254.169.254/', 'http://postgres:5432/', 'http://127.0.0.1:22/'])
    expect(() => endpointUrl(url, true)).toThrow(expect.objectContaining({ code: 'address_refused' }));
});

it('takes no text that is not an address for one', () => {
  for (const text of ['', 'x', 'hooks.example.com', '8.8.8.8.8', 'fe80::1%eth0']) expect(isReachable(text, false)).toBe(false);
});
