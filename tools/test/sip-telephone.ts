import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { claimPort } from './claimed-port.ts';
import { run } from './running-program.ts';
import type { SipServers } from './sip-servers.ts';

/** A telephone of SIP (baresip) on this machine, with a tone for a voice. */
export interface SipTelephone {
  dial(number: string): void;
  hangUp(): void;
  /** `CALL_ESTABLISHED`, `CALL_CLOSED` and the like, in order. */
  readonly events: () => readonly string[];
  /** How much has been heard that is not silence, in samples of an eighth of a millisecond. */
  readonly heard: () => number;
  readonly log: () => string;
  stop(): Promise<void>;
}

const SAMPLES_A_SECOND = 8_000;
const WAV_HEADER = 44;
/** Beneath it is what a coder makes of silence. */
const LOUD = 300;
const ATTEMPTS = 600;

/** @param password of an extension, which has registered and answers by itself; left out: somebody outside, who has none */
export async function sipTelephone(servers: SipServers, number: string, password?: string): Promise<SipTelephone> {
  const folder = temporaryFolder('lachan-telephone-');
  const [sip, control] = [await claimPort(), await claimPort()];
  const at = (name: string) => join(folder, name);
  mkdirSync(at('tmp'));
  writeFileSync(at('tone.wav'), tone(300));
  const proxy = `sip:127.0.0.1:${servers.port};transport=udp`;
  const registers =
    password === undefined ? 'regint=0' : `regint=60;auth_user=${number};auth_pass=${password};answermode=auto`;
  writeFileSync(
    at('accounts'),
    `<sip:${number}@${servers.domain}>;outbound="${proxy}";audio_codecs=PCMA;${registers}\n`,
  );
  writeFileSync(
    at('config'),
    `
sip_listen 127.0.0.1:${sip}
audio_player aufile,${at('heard.wav')}
audio_source aufile,${at('tone.wav')}
audio_alert aufile,${at('alert.wav')}
rtp_ports 18000-19800
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${control}
`,
  );
  const running = run('baresip', ['-4', '-f', folder], folder);
  const events: string[] = [];
  let line: Socket | undefined;
  const registered = () => password === undefined || / 200 OK .*binding/.test(running.log());
  for (let tries = 0; line === undefined || !registered(); tries += 1) {
    if (tries === ATTEMPTS) {
      await running.stop();
      throw new Error(`baresip did not start: ${running.log().slice(-2_000)}`);
    }
    line ??= await open(control);
    if (!line || !registered()) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const commands = line;
  commands.on('error', () => undefined);
  let unread = '';
  commands.on('data', (piece: Buffer) => {
    unread += piece.toString();
    // Netstrings: length, colon, JSON, comma.
    for (let [length] = /^\d+(?=:)/.exec(unread) ?? []; length !== undefined; ) {
      const from = length.length + 1;
      if (unread.length <= from + Number(length)) return;
      const said = JSON.parse(unread.slice(from, from + Number(length))) as {
        readonly event?: boolean;
        readonly type?: string;
      };
      if (said.event === true && said.type !== undefined) events.push(said.type);
      unread = unread.slice(from + Number(length) + 1);
      [length] = /^\d+(?=:)/.exec(unread) ?? [];
    }
  });
  const command = (name: string, params = '') => {
    const text = JSON.stringify({ command: name, params, token: name });
    commands.write(`${Buffer.byteLength(text)}:${text},`);
  };
  return {
    dial: (called) => command('dial', `sip:${called}@${servers.domain}`),
    hangUp: () => command('hangup'),
    events: () => events,
    heard: () => loudSamples(at('heard.wav')),
    log: running.log,
    stop: async () => {
      commands.destroy();
      await running.stop();
    },
  };
}

const open = (port: number): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });

function loudSamples(file: string): number {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return 0;
  }
  let loud = 0;
  for (let at = WAV_HEADER; at + 1 < bytes.length; at += 2) if (Math.abs(bytes.readInt16LE(at)) > LOUD) loud += 1;
  return loud;
}

/** A WAV file of 440 Hz, mono, 16 bits. */
function tone(seconds: number): Buffer {
  const samples = seconds * SAMPLES_A_SECOND;
  const wav = Buffer.alloc(WAV_HEADER + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLES_A_SECOND, 24);
  wav.writeUInt32LE(SAMPLES_A_SECOND * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1)
    wav.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 440 * at) / SAMPLES_A_SECOND)), WAV_HEADER + at * 2);
  return wav;
}
