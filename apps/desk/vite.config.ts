import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({ project: './project.inlang', outdir: './src/paraglide', strategy: ['url', 'baseLocale'] }),
    sveltekit({
      // A prefix of its own: with `DESK_` the adapter refuses to start on any other DESK_* variable.
      adapter: adapter({ envPrefix: 'KIT_DESK_' }),
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
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // What three pages use lies in one file, which a browser keeps: a page is some twenty requests and not a hundred, and
              // smaller than in pieces, since one file packs better. Behind the kit's own group, whose file must stay by itself.
              groups: [{ name: 'shared', minShareCount: 3, priority: -1 }],
            },
          },
        },
      },
    },
  },
  server: { fs: { allow: ['../..'] } },
});
