/** The headings of the columns of a file: the names of the API, or those for people in Chinese or English. */
export const headingsOfFiles = ['api', 'zh', 'en'] as const;
export type Headings = (typeof headingsOfFiles)[number];
