import { shareTargets } from '../../../shared/share-targets.ts';
import { sharedParts } from './shared-text.ts';

/** Sizes of the drawings as pixels: 180 for iOS, the others for manifests. */
export const iconSizes = [180, 192, 512] as const;
/** Where each lies. */
export type IconFiles = Readonly<Record<(typeof iconSizes)[number], string>>;

/** Under which names the portal can stand on the home screen of a telephone. `doc-choi` tells nothing to whoever looks over a shoulder. */
export const installNames = ['la-chan', 'doc-choi'] as const;
export type InstallName = (typeof installNames)[number];

export const readInstallName = (text: unknown): InstallName | undefined => installNames.find((name) => name === text);

/** As the manifest says them; the colours are those of the tokens `leaf` and `paper` (apps/shared/tokens.css), which a manifest cannot name. */
const looks: Readonly<Record<InstallName, { readonly vi: string; readonly en: string }>> = {
  'la-chan': { vi: 'Lá Chắn', en: 'Lá Chắn' },
  'doc-choi': { vi: 'Đọc chơi', en: 'Reading' },
};

/**
 * A web app manifest. The scope is the whole portal, so that what is shared can lead into a report; the service worker's is `/hoc` alone.
 * Source: W3C Web Application Manifest; Web Share Target (post, so that what is shared stands in no address).
 */
export function manifestOf(name: InstallName, lang: 'vi' | 'en', files: IconFiles): Record<string, unknown> {
  const at = (path: string) => (lang === 'en' ? `/en${path}` : path);
  const icon = `/bieu-tuong/${name}.svg`;
  return {
    id: `/?ten=${name}`,
    name: looks[name][lang],
    short_name: looks[name][lang],
    lang,
    start_url: at('/hoc/goi'),
    scope: '/',
    display: 'standalone',
    background_color: '#fbf9f4',
    theme_color: '#fbf9f4',
    icons: [
      { src: icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: icon, sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
      { src: files[192], sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: files[512], sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: files[512], sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    share_target: {
      action: shareTargets[lang],
      method: 'POST',
      enctype: 'multipart/form-data',
      params: Object.fromEntries(sharedParts.map((part) => [part, part])),
    },
  };
}

/** On a full field, so that no telephone cuts into the drawing: it stands within the middle 80 per cent. */
export function iconOf(name: InstallName): string {
  const [field, ink] = name === 'la-chan' ? ['#135c39', '#ffffff'] : ['#2f6f8f', '#ffffff'];
  const drawing =
    name === 'la-chan'
      ? '<path fill-rule="evenodd" d="M22.4 1.2C16.6 4.5 9.8 5.6 2.6 5 1.7 13.6 4.8 20.2 11 22.9 19.9 19.7 24 11 22.4 1.2ZM9.7 19.6C10 14.4 12.6 9.6 17.6 6.4 14.2 10.4 12.5 14.8 12.2 20Z"/>'
      : '<path d="M11.2 6C9 4.600 6 4 2.500 4.200v13.600c3.500-.2 6.500.4 8.700 1.800zM12.800 6c2.200-1.400 5.200-2 8.700-1.800v13.600c-3.500-.2-6.500.4-8.700 1.800z"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 44 44" width="512" height="512"><path fill="${field}" d="M-10-10h44v44h-44z"/><g fill="${ink}">${drawing}</g></svg>`;
}
