/** Apart from the receiver, so that the loader needs no library of its: an endpoint that takes what it gets, and one that answers 500. */
export const paths = { healthy: '/vacancies', failing: '/newsletter' } as const;
