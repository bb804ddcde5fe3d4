/** Query strings are text: gives the members of a DTO the types that it declares, and leaves what does not fit to its checks. */

export function fromText(dto: new () => object, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, typed(Reflect.getMetadata('design:type', dto.prototype as object, name), text)]),
  );
}

function typed(type: unknown, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (type === Number && /^-?\d{1,15}(\.\d{1,6})?$/.test(text)) return Number(text);
  if (type === Boolean && (text === 'true' || text === 'false')) return text === 'true';
  if (type === Array) return text.split(';').map((part) => part.trim());
  return text;
}
