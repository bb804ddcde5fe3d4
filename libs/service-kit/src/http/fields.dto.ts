/**
 * The kinds of values that DTOs are made of: each once, with its check and its OpenAPI text. Compositions of class-validator's and
 * @nestjs/swagger's decorators, with no behaviour of their own.
 */
import { isCitizenId, isDate, isInstant, isPlainText, isReportingPeriod, isUscc, normaliseText, normaliseUscc } from '@park/kernel';
import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, PartialType, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

export interface FieldOptions {
  description?: string;
  example?: unknown;
  optional?: boolean;
  /** Null says that there is none: so a change takes back what was said. Goes with `optional`. */
  nullable?: boolean;
  default?: unknown;
}

function field(options: FieldOptions, schema: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator {
  const { optional = false, nullable = false, ...text } = options;
  return applyDecorators(
    ApiProperty({ ...schema, ...text, required: !optional, ...(nullable && { nullable }) } as ApiPropertyOptions),
    optional
      ? ValidateIf((_, value) => value !== undefined && !(nullable && value === null))
      : IsDefined({ message: '$property is required' }),
    ...(nullable ? [typed(schema.type)] : []),
    ...checks,
  );
}

const types: Record<string, unknown> = { string: String, number: Number, integer: Number, boolean: Boolean };

/** Of `number | null` the compiler leaves word of an object only; text of queries is read by the type (`from-text.ts`). */
function typed(type: unknown): PropertyDecorator {
  return (target, name) => Reflect.defineMetadata('design:type', types[String(type)], target, name);
}

/** All members of `of`, made optional. To leave a member unchanged, omit it. `null` is accepted only where the member is nullable. */
export function SomeOf<T>(of: Class<T>): Class<Partial<T>> {
  return PartialType(of, { skipNullProperties: false });
}

function rule(name: string, validate: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name, validator: { validate, defaultMessage: (args) => `${args?.property} ${message}` } });
}

const oneLine = rule(
  'isPlainText',
  (value) => isPlainText(value, { lines: false }),
  'must be one line of text without characters that nobody sees',
);
const severalLines = rule(
  'isPlainText',
  (value) => isPlainText(value, { lines: true }),
  'must be text without characters that nobody sees',
);

/** Longer text, such as a note, may have several lines. */
const longestLine = 200;

/** In every text of bodies, files and queries. */
const normalised = Transform(({ value }) => (typeof value === 'string' ? normaliseText(value) : (value as unknown)));

/** Text of 1 to `max` characters, in the form in which texts are compared. */
export const Text = (max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'string', minLength: 1, maxLength: max },
    normalised,
    IsString(),
    MinLength(1),
    MaxLength(max),
    max > longestLine ? severalLines : oneLine,
  );

/** Text of a form that a pattern tells; `what` says it in words: "must be …". */
export const Formed = (pattern: RegExp, what: string, options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: 'string', pattern: pattern.source }, Matches(pattern, { message: `$property must be ${what}` }));

export const Choice = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: 'string', enum: [...values] }, IsIn(values));

export const Choices = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'array', items: { type: 'string', enum: [...values] } },
    IsArray(),
    ArrayMaxSize(values.length),
    IsIn(values, { each: true }),
  );

export const Texts = (maxItems: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'array', items: { type: 'string', maxLength: max }, maxItems },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(maxItems),
    Transform(({ value }) =>
      Array.isArray(value) ? value.map((one: unknown) => (typeof one === 'string' ? normaliseText(one) : one)) : (value as unknown),
    ),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(max, { each: true }),
    rule(
      'arePlainTexts',
      (value) => Array.isArray(value) && value.every((one) => isPlainText(one, { lines: max > longestLine })),
      'must be texts without characters that nobody sees',
    ),
  );

/** A calendar date in Asia/Shanghai. */
export const DateField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    { example: '2025-06-01', ...options },
    { type: 'string', format: 'date' },
    rule('isLocalDate', isDate, 'must be a calendar date, YYYY-MM-DD'),
  );

export const InstantField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    { example: '2025-06-01T02:00:00Z', ...options },
    { type: 'string', format: 'date-time' },
    rule('isInstant', isInstant, 'must be an instant with its offset, RFC 3339'),
  );

export const Whole = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: 'integer', minimum: min, maximum: max }, IsInt(), Min(min), Max(max));

export const Decimal = (min: number, max: number, places: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'number', minimum: min, maximum: max },
    IsNumber(),
    Min(min),
    Max(max),
    rule('hasPlaces', (value) => hasPlaces(value, places), `must have at most ${places} decimals`),
  );

/** By the shortest way to write the number: 0.29 has two decimals, 1e-7 has seven. */
function hasPlaces(value: unknown, places: number): boolean {
  return typeof value === 'number' && Number(value.toFixed(places)) === value;
}

/** m² with at most two decimals. */
export const Area = (options: FieldOptions = {}): PropertyDecorator =>
  Decimal(0, 1_000_000, 2, { description: 'm²', example: 120.5, ...options });

/** CNY in whole fen 分. */
export const Fen = (options: FieldOptions = {}): PropertyDecorator =>
  Whole(0, 1_000_000_000_000, { description: 'CNY fen 分', example: 120000, ...options });

/** Thousand CNY 千元; `signed` where losses and refunds can make it negative. */
export const Kcny = (options: FieldOptions & { signed?: boolean } = {}): PropertyDecorator => {
  const { signed = false, ...rest } = options;
  return Whole(signed ? -1_000_000_000 : 0, 1_000_000_000, { description: '千元, thousand CNY', example: 1200, ...rest });
};

export const Flag = (options: FieldOptions = {}): PropertyDecorator => field(options, { type: 'boolean' }, IsBoolean());

export const Id = (options: FieldOptions = {}): PropertyDecorator =>
  field({ example: '0197a0c0-0000-7000-8000-000000000001', ...options }, { type: 'string', format: 'uuid' }, IsUUID());

export const Ids = (max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: max },
    IsArray(),
    ArrayMaxSize(max),
    IsUUID(undefined, { each: true }),
  );

/** Unified Social Credit Code; blanks and lower case are put right before it is checked. */
export const Uscc = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    { description: '统一社会信用代码, GB 32100-2015', example: '91370200264574251E', ...options },
    { type: 'string', minLength: 18, maxLength: 18 },
    Transform(({ value }) => (typeof value === 'string' ? normaliseUscc(value) : (value as unknown))),
    rule('isUscc', isUscc, 'must be a Unified Social Credit Code with a correct check character (GB 32100)'),
  );

export const CitizenId = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    { description: '公民身份号码, GB 11643-1999', example: '11010519491231002X', ...options },
    { type: 'string', minLength: 18, maxLength: 18 },
    Transform(({ value }) => (typeof value === 'string' ? normaliseUscc(value) : (value as unknown))),
    rule('isCitizenId', isCitizenId, 'must be a resident identity number with a correct check character (GB 11643)'),
  );

export const Period = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    { example: '2025-Q3', ...options },
    { type: 'string', pattern: '^\\d{4}(-Q[1-4])?$' },
    rule('isReportingPeriod', isReportingPeriod, 'must be a quarter such as 2025-Q3 or a year such as 2025'),
  );

export const Sha256 = (options: FieldOptions = {}): PropertyDecorator =>
  Formed(/^[0-9a-f]{64}$/, '64 hexadecimal digits', { description: 'SHA-256 of the file, hex', example: 'a'.repeat(64), ...options });

/** @nestjs/swagger tells a function that answers a class from a class by its name, `type`. */
export const Nested = (of: () => Class, options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: () => of() }, ValidateNested(), Type(of));

export const NestedList = (of: () => Class, min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: () => [of()], minItems: min, maxItems: max },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    ValidateNested({ each: true }),
    Type(of),
  );
