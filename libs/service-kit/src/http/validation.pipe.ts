/** Input is checked against its DTO: unknown members, wrong types and broken rules each become a pointer and a sentence. */
import { Refusal, type FieldError } from '@park/kernel';
import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { escaped, unknownMembers } from './dto-members.ts';
import { fromText } from './from-text.ts';
import { limits } from './limits.ts';

export function fieldErrors(errors: readonly ValidationError[], path = ''): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${path}/${escaped(error.property)}`;
    const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail }));
    return [...own, ...fieldErrors(error.children ?? [], pointer)];
  });
}

export function invalidInput(errors: FieldError[]): Refusal {
  const { answeredErrors } = limits;
  const what = errors.length === 1 ? 'One member is' : `${errors.length} members are`;
  const rest = errors.length > answeredErrors ? ` The first ${answeredErrors} are listed.` : '';
  return new Refusal('invalid', 'invalid_input', `${what} not as required.${rest}`, { errors: errors.slice(0, answeredErrors) });
}

/**
 * Unknown members are refused before class-transformer sees the input. Bodies come with their types; the text of a query string is
 * given them first.
 */
class InputPipe extends ValidationPipe {
  /** Queries that were found good, by their DTO and their text. Checks look at nothing else, and take 100 to 150 µs. */
  private readonly good = new WeakMap<object, Map<string, object>>();

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if ((type !== 'body' && type !== 'query') || typeof metatype !== 'function') return (await super.transform(value, metadata)) as unknown;
    if (!isObject(value)) throw invalidInput([{ pointer: '', detail: 'must be an object' }]);
    const dto = metatype as new () => object;
    if (type === 'body') return await this.check(dto, value, metadata);
    const known = this.good.get(dto) ?? new Map<string, object>();
    this.good.set(dto, known);
    const text = JSON.stringify(value);
    const seen = known.get(text);
    if (seen) return seen;
    const query = Object.freeze(await this.check(dto, value, metadata));
    if (known.size >= limits.knownQueries) known.clear();
    if (text.length <= limits.knownQueryCharacters) known.set(text, query);
    return query;
  }

  private async check(dto: new () => object, value: Record<string, unknown>, metadata: ArgumentMetadata): Promise<object> {
    const unknown = unknownMembers(dto, value);
    if (unknown.length > 0) throw invalidInput(unknown);
    return (await super.transform(metadata.type === 'query' ? fromText(dto, value) : value, metadata)) as object;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

export function validationPipe(): ValidationPipe {
  return new InputPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidInput(fieldErrors(errors)),
  });
}
