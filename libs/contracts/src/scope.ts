/** How a service declares the permissions that a token can carry: `service:resource:action`, each with its description. */

export interface Scopes {
  /** Read and write of each kind of record. */
  records: Record<string, string>;
  others: Record<string, string>;
  /** For the park's own people and systems; in the token of a member organisation they open nothing. */
  operator: Record<string, string>;
  /** Those of `records` that the client of a member organisation is given, for its own data. */
  members: readonly string[];
}

interface Declaration {
  records: readonly string[];
  others?: Record<string, string>;
  operator: Record<string, string>;
  members: readonly string[];
}

export function scopesOf(service: string, { records, others = {}, operator, members }: Declaration): Scopes {
  const described = records.flatMap((name) => [
    [`${service}:${name}:read`, `Read ${name.replaceAll('-', ' ')} records`],
    [`${service}:${name}:write`, `Change ${name.replaceAll('-', ' ')} records`],
  ]);
  return { records: Object.fromEntries(described), others, operator, members: members.map((name) => `${service}:${name}`) };
}
