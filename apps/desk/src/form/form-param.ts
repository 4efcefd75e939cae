const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The last part of a form's address: `FORM-02` is the one of the present step, an id one that was filled. */
export function parseFormParam(param: string): { readonly code: string } | { readonly id: string } | undefined {
  if (ID.test(param)) return { id: param };
  return /^FORM-\d\d$/.test(param) ? { code: param } : undefined;
}
