/** Shapes of what is typed, the same wherever it comes in: a route's schema says so too, a page has only the verb. */
export const isCode = (text: string) => /^[A-Z][A-Z0-9_]{1,63}$/.test(text);
export const isAgency = (text: string) => /^[A-Za-z0-9_./-]{2,64}$/.test(text);
export const isSourceCode = (text: string) => /^[A-Za-z0-9_.-]{2,64}$/.test(text);
export const isLegalBasis = (text: string) => /^[A-Z0-9_.-]{1,64}$/.test(text);
export const isReference = (text: string) => /^[A-Za-z0-9/_.-]{1,64}$/.test(text);
export const isName = (text: string) => text.trim() !== '' && text.length <= 200;
