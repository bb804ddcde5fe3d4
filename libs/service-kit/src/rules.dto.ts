/** Checks of the park's own kinds of values, for DTOs; and the numbers and words of a query string. */
import { isCitizenId, isDate, isReportingPeriod, isUscc, normaliseUscc } from '@park/kernel';
import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationOptions } from 'class-validator';

function rule(name: string, validate: (value: unknown) => boolean, message: string) {
  return (options?: ValidationOptions): PropertyDecorator =>
    ValidateBy({ name, validator: { validate, defaultMessage: (args) => `${args?.property} ${message}` } }, options);
}

export const IsLocalDate = rule('isLocalDate', isDate, 'must be a calendar date, YYYY-MM-DD');
export const IsUscc = rule('isUscc', isUscc, 'must be a Unified Social Credit Code with a correct check character (GB 32100)');
export const IsCitizenId = rule('isCitizenId', isCitizenId, 'must be a resident identity number with a correct check character (GB 11643)');
export const IsReportingPeriod = rule('isReportingPeriod', isReportingPeriod, 'must be a quarter such as 2025-Q3 or a year such as 2025');
export const IsArea = rule(
  'isArea',
  (value) => typeof value === 'number' && value >= 0 && value < 1e9 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6,
  'must be an area in m² from 0 with at most two decimals',
);
export const IsFen = rule('isFen', (value) => Number.isSafeInteger(value) && (value as number) >= 0, 'must be a whole number of fen from 0');
export const IsInstant = rule(
  'isInstant',
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
  'must be an instant, RFC 3339',
);
/** Text that can be stored and shown: no control characters. */
export const IsPlainText = rule(
  'isPlainText',
  (value) => typeof value === 'string' && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/u.test(value),
  'must be text without control characters',
);

/** In a query string or a CSV cell: `true` and `false` are booleans. */
export const FromWord = (): PropertyDecorator =>
  Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)));
/** In a query string or a CSV cell: digits are a number. */
export const FromDigits = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : (value as unknown)));
/** Blanks out and upper case, before a code is compared. */
export const Normalised = (): PropertyDecorator => Transform(({ value }) => (typeof value === 'string' ? normaliseUscc(value) : (value as unknown)));
/** Blanks at both ends go. */
export const Trimmed = (): PropertyDecorator => Transform(({ value }) => (typeof value === 'string' ? value.trim() : (value as unknown)));
