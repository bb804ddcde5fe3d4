/** The JSON that another service or the issuer answered. */

/** Throws where the answer is no success; names the address without its query. */
export async function bodyOf<Body>(answer: Response): Promise<Body> {
  const { origin, pathname } = new URL(answer.url);
  if (!answer.ok) throw new Error(`${origin}${pathname} answered ${answer.status}`);
  return (await answer.json()) as Body;
}
