/**
 * Limits on one request, for all services. Each limit holds before the work that it limits. A limit that an operator may
 * change is a setting (settings.config.ts); the ones here are the same in every park.
 */

export const limits = {
  /** Bytes of a JSON body. The largest documented one, 50 KPI queries with every filter, has about 60 kB. */
  jsonBytes: 100 * 1024,

  /** Bytes of the file of an import; 5,000 rows of the widest kind have about 2 MB. */
  fileBytes: 5 * 1024 * 1024,

  /** Rows of a file below its header: what one job does in some ten seconds. */
  fileRows: 5_000,

  /**
   * Files that are read at the same time, and for each the milliseconds and the megabytes of heap that it may take. 5,000 rows of 30 columns take
   * 0.7 s as CSV and 1.2 s as a workbook, less than 48 MB of heap, and 165 MB of memory in all: more at once would not fit beside a service.
   */
  filesAtOnce: 1,
  fileMs: 20_000,
  fileProcessMb: 96,

  /** Rows of a CSV file that a list answers. */
  exportRows: 50_000,

  /** Objects and lists in each other. The deepest documented body has 3. Serialising and validating recurse; V8's stack ends at some 5,000. */
  bodyDepth: 20,

  /**
   * Members and list items of a body, at all depths together. The largest documented body, 50 KPI queries with every filter, has
   * 1,201. class-transformer takes time that grows with the square of them: 2,000 in 20 ms, 20,000 in 0.5 s, 80,000 in 7.8 s.
   */
  bodyMembers: 2_000,

  /** Errors that one answer lists. More help nobody, and an answer must not be larger than its request. */
  answeredErrors: 50,

  /** Characters of one part of a path. The longest documented one is a UUID. */
  pathPartCharacters: 200,

  /**
   * Milliseconds without a byte in either direction after which a connection is closed. Longer than the longest statement (30 s), and
   * than the pause between two comments of an event stream (15 s).
   */
  idleConnectionMs: 120_000,

  /** Milliseconds that requests under way are waited for when the instance stops. An orchestrator ends it by force after 30 s. */
  lastAnswersMs: 15_000,

  /** Milliseconds within which the issuer must answer a request for its keys. It is asked twice before the caller gets 503. */
  issuerMs: 5_000,

  /** Milliseconds for which a verified token is not verified again: a key that the issuer withdraws holds for so much longer. */
  knownTokenMs: 60_000,

  /** Query strings of one route that are not checked again, and their characters: at most 2 MB a route. */
  knownQueries: 1_000,
  knownQueryCharacters: 1_000,

  /** Verified tokens that are known at the same time. */
  knownTokens: 10_000,

  /** Addresses, and callers, that are counted at the same time; the ones that were quiet for longest are forgotten first. */
  countedAtOnce: 10_000,
} as const;
