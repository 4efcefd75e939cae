import docChoi180 from '../../../shared/brand/icons/doc-choi-180.png?url&no-inline';
import docChoi192 from '../../../shared/brand/icons/doc-choi-192.png?url&no-inline';
import docChoi512 from '../../../shared/brand/icons/doc-choi-512.png?url&no-inline';
import laChan180 from '../../../shared/brand/icons/la-chan-180.png?url&no-inline';
import laChan192 from '../../../shared/brand/icons/la-chan-192.png?url&no-inline';
import laChan512 from '../../../shared/brand/icons/la-chan-512.png?url&no-inline';
import type { IconFiles, InstallName } from './installed.ts';

/** The drawings of `iconOf` as pixels, for home screens that take no SVG (iOS, some of Android); installed.test.ts holds them to it. */
export const iconFiles: Readonly<Record<InstallName, IconFiles>> = {
  'la-chan': { 180: laChan180, 192: laChan192, 512: laChan512 },
  'doc-choi': { 180: docChoi180, 192: docChoi192, 512: docChoi512 },
};
