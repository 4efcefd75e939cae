import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { pagesAlone } from '../shared/pages-alone.ts';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({ project: './project.inlang', outdir: './src/paraglide', strategy: ['url', 'baseLocale'] }),
    sveltekit({
      // A prefix of its own: with `PORTAL_` the adapter refuses to start on any other PORTAL_* variable.
      adapter: adapter({ envPrefix: 'KIT_PORTAL_' }),
      // Registered where somebody asks to keep a lesson (offline/kept.ts), and for `/hoc` alone.
      serviceWorker: { register: false },
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
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
  css: {
    lightningcss: {
      // Tokens of the desk alone: a page of a telephone need not carry them.
      unusedSymbols: [
        ...[1, 2, 3, 4, 5, 6].map((n) => `--chart-${n}`),
        '--nav',
        '--nav-on',
        '--on-nav',
        '--on-nav-soft',
        '--radius-desk',
        '--lead-dense',
      ],
    },
  },
  build: { target: 'es2019', cssTarget: ['chrome80', 'safari13', 'firefox78'] },
  environments: {
    ssr: {
      build: {
        rolldownOptions: {
          ...pagesAlone,
          output: {
            codeSplitting: {
              // What forms are made of lies in one style sheet, and so do the two looks of a voice: small ones weigh more apart.
              groups: [
                {
                  name: 'forms',
                  test: /portal\/src\/parts\/(?:Choice|ErrorSummary|Field|ReceiptCard|StepForm)\.svelte/,
                },
                { name: 'voice', test: /portal\/src\/parts\/Voice(?:Gap)?\.svelte/ },
              ],
            },
          },
        },
      },
    },
  },
  server: { fs: { allow: ['../..'] } },
});
