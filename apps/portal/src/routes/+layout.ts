/** The portal's pages are HTML: what a script adds is in enhance.ts. */
export const csr = false;
