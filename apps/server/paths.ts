import { dirname, join } from 'node:path';

/** The checkout: the folder with package.json. */
export const ROOT: string = dirname(dirname(import.meta.dirname));

/** The two page applications, in the order they are built and listed. */
export const PAGE_APPS = ['portal', 'desk'] as const;
export type PageApp = (typeof PAGE_APPS)[number];

/** Folder of one page application. */
export const appFolder = (app: PageApp, root: string = ROOT): string => join(root, 'apps', app);
