/** To one person, to everyone who works at a desk, or to everyone with one of the roles at an agency. */
export type NoticeRecipient =
  | { readonly person: string }
  | { readonly desk: string; readonly roles?: readonly string[] }
  | { readonly roles: readonly string[]; readonly agency: string };
