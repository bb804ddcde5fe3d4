/** Turns the database's refusals into the park's: a violated constraint is a rule that two people raced for. */
import { Refusal } from '@park/kernel';

/** The refusal that each constraint of a service becomes, by constraint name. */
export type ConstraintRules = Record<string, { code: string; detail: string }>;

interface DatabaseError {
  code: string;
  constraint?: string;
  column?: string;
}

function databaseError(error: unknown): DatabaseError | null {
  const driver = (error as { driverError?: unknown }).driverError ?? error;
  return typeof (driver as { code?: unknown }).code === 'string' ? (driver as DatabaseError) : null;
}

/** The refusal that a database error stands for, or null where it is an outage or a bug. */
export function refusalOf(error: unknown, rules: ConstraintRules): Refusal | null {
  if (error instanceof Refusal) return error;
  const fault = databaseError(error);
  if (!fault) return null;
  const rule = fault.constraint === undefined ? undefined : rules[fault.constraint];
  switch (fault.code) {
    case '23P01':
    case '23505':
      return new Refusal('conflict', rule?.code ?? 'already_exists', rule?.detail ?? 'A record with this key exists already.');
    case '23503':
      return new Refusal(
        'invalid',
        rule?.code ?? 'unknown_reference',
        rule?.detail ?? 'The record refers to another one that does not exist.',
      );
    case '23514':
      return new Refusal('invalid', rule?.code ?? 'rule_violated', rule?.detail ?? 'A value violates a rule of the record.');
    case '22003':
      return new Refusal('invalid', 'out_of_range', 'A number is out of range.');
    case '22021':
    case '22P05':
      return new Refusal('invalid', 'unsupported_character', 'The text contains a character that cannot be stored.');
    default:
      return null;
  }
}
