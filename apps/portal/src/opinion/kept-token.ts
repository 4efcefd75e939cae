/** Where a tab keeps the token of a ballot, by the code of its consultation, and what stands there once it was cast. */
export const placeOf = (code: string): string => `phieu-${code}`;
export const CAST = 'da-bo';
