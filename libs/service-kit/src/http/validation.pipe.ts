/** Input is checked against its DTO: unknown members, wrong types and broken rules each become a pointer and a sentence. */
import { Refusal, type FieldError } from '@park/kernel';
import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { fromText } from './from-text.ts';

export function fieldErrors(errors: readonly ValidationError[], path = ''): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${path}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail }));
    return [...own, ...fieldErrors(error.children ?? [], pointer)];
  });
}

export function invalidInput(errors: FieldError[]): Refusal {
  return new Refusal(
    'invalid',
    'invalid_input',
    `${errors.length === 1 ? 'One member is' : `${errors.length} members are`} not as required.`,
    { errors },
  );
}

/** Bodies come with their types; the text of a query string is given them first. */
class InputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && value === null) throw invalidInput([{ pointer: '', detail: 'must be an object' }]);
    const isQuery = metadata.type === 'query' && typeof metadata.metatype === 'function' && value !== null && typeof value === 'object';
    const typed = isQuery ? fromText(metadata.metatype as new () => object, value as Record<string, unknown>) : value;
    return (await super.transform(typed, metadata)) as unknown;
  }
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
