/** Tells an outage, which passes if one waits, from a fault, which does not. */

const transientCodes = /^(08|53|57P0|40001|40P01|55P03|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)/;
const transientWords = /connection terminated|connection ended|not queryable|timeout exceeded when trying to connect|client was closed/i;

export function isTransient(error: unknown): boolean {
  for (let e: unknown = error; e instanceof Error; e = (e as { driverError?: unknown; cause?: unknown }).driverError ?? e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === 'string' && transientCodes.test(code)) return true;
    if (transientWords.test(e.message)) return true;
  }
  return false;
}
