import { expect, test } from 'vitest';
import { sandboxFault } from './sandbox.ts';
import { requireSandboxes } from './shared-decoders.ts';
import { sandboxMissing } from './testing.ts';

test('a sandbox without its programs is refused by name, and WebAssembly asks for none', () => {
  expect(sandboxFault(['/usr/bin/not-there'])).toContain('/usr/bin/not-there');
  expect(() => requireSandboxes({ image: 'wasm', video: 'wasm' })).not.toThrow();
});

test('a decoder whose sandbox cannot be had ends the start with what is missing', () => {
  const start = () => requireSandboxes({ image: 'sandboxed-native', video: 'sandboxed-ffmpeg' });
  if (sandboxMissing()) expect(start).toThrow(/IMAGE_DECODER=sandboxed-native.*missing|does not run here/);
  else expect(start).not.toThrow();
});
