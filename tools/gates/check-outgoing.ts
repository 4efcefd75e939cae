import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from '../files.ts';
import { TEST_FILES } from './file-kinds.ts';
import type { Gate } from './gate.ts';

/** The one way out to the network, connections to mail servers and SMS centres by `allowedAddress`, and what closes every way out of a decoder. */
const ALLOWED =
  /^src\/kernel\/outgoing\/|^src\/kernel\/gathering-socket\.ts$|^src\/channels\/(?:email\/mail-connections|sms\/smpp-session)\.ts$|^src\/hashes\/media\/decoder-preload\.ts$/;
const FOLDERS = ['src', 'apps/server', 'apps/cli'];
const CALLS = /(?<![.\w#])(?:globalThis\.)?fetch\(|\bnew (?:WebSocket|EventSource)\(/;
const NETWORK_IMPORT =
  /import\s+(?!type\b)([^'"]*?)\s+from\s+'(?:node:)?(https?|http2|net|tls|dgram|undici|ws|imapflow|nodemailer(?:\/lib\/smtp-connection)?|smpp)'/g;
/** What listens, or only looks at addresses. */
const INWARD = /^(?:type\s.*|createServer(?:\s+as\s+\w+)?|Server(?:\s+as\s+\w+)?|BlockList|isIPv?[46]?)$/;

/** Nothing calls out but through SafeFetch: one place decides which addresses may be reached, and by which certificate. */
export const outgoingGate: Gate = {
  name: 'outgoing',
  async run(root) {
    const files = FOLDERS.flatMap((folder) => filesUnder(root, folder)).filter(
      (file) => file.endsWith('.ts') && !ALLOWED.test(file) && !TEST_FILES.test(file),
    );
    return files.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [...ownCalls(file, text), ...networkImports(file, text)];
    });
  },
};

function ownCalls(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      CALLS.test(line) && !/^\s*(?:\*|\/\/)/.test(line)
        ? [`${file}:${index + 1} calls out by itself: use SafeFetch`]
        : [],
    );
}

function networkImports(file: string, text: string): string[] {
  return [...text.matchAll(NETWORK_IMPORT)].flatMap(([, what = '', from]) => {
    const names = /^\{([\s\S]*)\}$/.exec(what.trim())?.[1]?.split(',') ?? [what];
    const outward = names.map((name) => name.trim()).filter((name) => name !== '' && !INWARD.test(name));
    return outward.length > 0 ? [`${file} imports ${outward.join(', ')} of ${from}: use SafeFetch`] : [];
  });
}
