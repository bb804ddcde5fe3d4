/** Tells what passes if one waits, or tries again, from a fault, which does not. */

const abortedCodes = /^(40001|40P01)$/;
const transientCodes = /^(08|53|57P0|40001|40P01|55P03|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)/;
const transientWords = /connection terminated|connection ended|not queryable|timeout exceeded when trying to connect|client was closed/i;

/** An outage, or a transaction that was given up. */
export function isTransient(error: unknown): boolean {
  return causes(error).some(({ code, message }) => transientCodes.test(code) || transientWords.test(message));
}

/** The database gave the transaction up so that another could go on; nothing of it has happened. */
export function isAborted(error: unknown): boolean {
  return causes(error).some(({ code }) => abortedCodes.test(code));
}

/** PostgreSQL cancelled a statement that took too long: the database is slow or a lock is held, and nothing is wrong with the data. */
export function isCancelled(error: unknown): boolean {
  return causes(error).some(({ code }) => code === '57014');
}

function causes(error: unknown): { code: string; message: string }[] {
  if (!(error instanceof Error)) return [];
  const { code, driverError, cause, message } = error as Error & { code?: unknown; driverError?: unknown };
  return [{ code: typeof code === 'string' ? code : '', message }, ...causes(driverError ?? cause)];
}
