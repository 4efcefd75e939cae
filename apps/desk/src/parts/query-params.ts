/** The address with some of its parameters changed; an empty value removes one. Lists keep their state here, so that it survives reload and can be sent to a colleague. */
export function withParams(
  url: { readonly pathname: string; readonly search: string },
  changes: Record<string, string>,
): string {
  const params = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') params.delete(name);
    else params.set(name, value);
  }
  const search = params.toString();
  return search === '' ? url.pathname : `${url.pathname}?${search}`;
}
