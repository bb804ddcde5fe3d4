/** The members that a DTO declares, and which members of an input it does not. */
import type { FieldError } from '@park/kernel';

type Dto = new () => object;

interface Declared {
  names: ReadonlySet<string>;
  /** The DTOs of members that are objects, or lists of objects. */
  nested: ReadonlyMap<string, Dto>;
}

const declaredBy = new WeakMap<Dto, Declared>();

/** In the order in which the class declares them. */
export function membersOf(dto: Dto): string[] {
  return [...declared(dto).names];
}

/** A pointer for each member that the DTO, or the DTO of a member, does not declare. */
export function unknownMembers(dto: Dto, input: unknown, path = ''): FieldError[] {
  if (typeof input !== 'object' || input === null) return [];
  const { names, nested } = declared(dto);
  const own = Object.keys(input)
    .filter((name) => !names.has(name))
    .map((name) => ({ pointer: `${path}/${escaped(name)}`, detail: `there is no member of this name` }));
  const inner = [...nested].flatMap(([name, of]) => {
    const value = (input as Record<string, unknown>)[name];
    return Array.isArray(value)
      ? value.flatMap((item, i) => unknownMembers(of, item, `${path}/${name}/${i}`))
      : unknownMembers(of, value, `${path}/${name}`);
  });
  return [...own, ...inner];
}

/** A member's name as a part of a JSON pointer (RFC 6901). */
export function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Every field has its OpenAPI text (fields.dto.ts), so what is documented is what is declared. */
function declared(dto: Dto): Declared {
  const known = declaredBy.get(dto);
  if (known) return known;
  const prototype = dto.prototype as object;
  const names = ((Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) ?? []) as string[]).map((name) => name.slice(1));
  const nested = names.flatMap((name) => {
    const of = nestedDto(prototype, name);
    return of ? [[name, of] as const] : [];
  });
  const found = { names: new Set(names), nested: new Map(nested) };
  declaredBy.set(dto, found);
  return found;
}

/** `Nested` and `NestedList` give the type as an arrow function, which has no prototype; `String` and the like have one. */
function nestedDto(prototype: object, name: string): Dto | undefined {
  const { type } = Reflect.getMetadata('swagger/apiModelProperties', prototype, name) as { type?: unknown };
  if (typeof type !== 'function' || type.prototype !== undefined) return undefined;
  return [(type as () => Dto | [Dto])()].flat()[0];
}
