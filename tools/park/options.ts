/** The options after `npm start --`. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Return once the park is up, and leave it running. */
  detach: boolean;
  /** Load the sample park on a first start. */
  sample: boolean;
  openingDay: string | undefined;
}

export const usage = 'npm start -- [--detach] [--no-sample] [--opening-day YYYY-MM-DD]';

export function optionsFrom(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        detach: { type: 'boolean', default: false },
        'no-sample': { type: 'boolean', default: false },
        'opening-day': { type: 'string' },
      },
    });
    const openingDay = values['opening-day'];
    if (openingDay !== undefined && !isDate(openingDay))
      throw new Error(`--opening-day takes a date such as 2023-08-18, not ${openingDay}`);
    return { detach: values.detach, sample: !values['no-sample'], openingDay };
  } catch (error) {
    throw new Error(`${(error as Error).message.replace(/\.?$/, '')}. Usage: ${usage}`, { cause: error });
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
