/** A page of a log as CloudEvents: each with its position, which is the same in every door. */
export interface Positioned {
  position: number;
  /** It came into the log by a subscription that began in the past: an event of its aggregate that is newer may stand before it. */
  is_backfill: boolean;
  /** The CloudEvent without its position. */
  json: string;
}

/** With the extension attributes `feedposition` and, where it is one, `feedbackfill`. */
export function cloudEventOf({ position, is_backfill, json }: Positioned): string {
  return `{"feedposition":${position},${is_backfill ? '"feedbackfill":true,' : ''}${json.slice(1)}`;
}

/** JSON batch format of CloudEvents 1.0. */
export function batchOf(entries: readonly Positioned[]): string {
  return `[${entries.map(cloudEventOf).join(',\n')}]`;
}

/** Server-sent events, whose ids are the positions. */
export function framesOf(entries: readonly Positioned[]): string {
  return entries.map((entry) => `id: ${entry.position}\ndata: ${cloudEventOf(entry)}\n\n`).join('');
}
