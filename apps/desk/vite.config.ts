import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { pagesAlone } from '../shared/pages-alone.ts';

/** What a module belongs to by its folder or, as a message, by the noun that it is named after. */
function areaOf(id: string): string {
  const [, message, folder] = /[\\/]src[\\/](?:paraglide[\\/]messages[\\/]([a-z]+)|([a-z-]+)[\\/])/.exec(id) ?? [];
  const noun = message ?? folder ?? '';
  if (/^(hash|listening|review)/.test(noun)) return 'content';
  if (/^(live|danger|officer|phone|safety)/.test(noun)) return 'live-help';
  return /^(case|calendar|clock|contact|deadline|decision|duty|form|grant|plan|referral|track)/.test(noun)
    ? 'cases'
    : 'intake';
}

export default defineConfig({
  plugins: [
    paraglideVitePlugin({ project: './project.inlang', outdir: './src/paraglide', strategy: ['url', 'baseLocale'] }),
    sveltekit({
      // A prefix of its own: with `DESK_` the adapter refuses to start on any other DESK_* variable.
      adapter: adapter({ envPrefix: 'KIT_DESK_' }),
      // Only whoever turns wake-ups on has it in their browser.
      serviceWorker: { register: false },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one inline style of the kit's route announcer; desk.css hides the announcer too, should the hash change.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self'],
          'font-src': ['self'],
          'media-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  build: { cssTarget: ['chrome105', 'safari15.4', 'firefox110'] },
  environments: {
    ssr: { build: { rolldownOptions: pagesAlone } },
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // What three pages use lies in one file, which a browser keeps, and what two use in one of their area: a page is some
              // twenty requests and not a hundred. Behind the kit's own group, whose file must stay by itself.
              groups: [
                // Nor do the pages of live help put what they share into the file of all.
                { name: 'shared', minShareCount: 3, priority: -1, test: (id) => areaOf(id) !== 'live-help' },
                { name: areaOf, minShareCount: 2, priority: -2 },
              ],
            },
          },
        },
      },
    },
  },
  server: { fs: { allow: ['../..'] } },
});
