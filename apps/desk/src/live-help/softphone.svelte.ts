import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { OwnSoftphone } from '../../../../src/counselling/index.ts';
import { chime } from '../state/chime.ts';
import { onLiveEvent, UNATTENDED } from '../state/live.svelte.ts';
import { gatherMost, isLastAwaited } from './voice-ways.ts';

/** Milliseconds. */
const RING_EVERY = 3_000;
/** The call that a page lost comes back within the time for which an exchange keeps its caller. */
const COMES_BACK = 30_000;
/** Seconds for which a registration counts: one that was lost without a word rings for nobody afterwards. */
const REGISTERED_FOR = 120;
/** Milliseconds after which a registration that failed is tried again, twice as long each time. */
const AGAIN = { first: 2_000, most: 30_000 };
const LOCK = 'lachan-softphone';
const KEPT = {
  instance: 'lachan_softphone_instance',
  microphone: 'lachan_softphone_microphone',
  speaker: 'lachan_softphone_speaker',
};

/**
 * The telephone of this browser: one registration at the exchange, in one tab, while a shift lasts. It answers, speaks and puts down;
 * what becomes of a call (to wait, to go to somebody else, to end) the desk asks of the exchange, as with any other telephone.
 */
export class Softphone {
  line: 'off' | 'elsewhere' | 'connecting' | 'ready' | 'lost' | 'refused' = $state('elsewhere');
  call: 'none' | 'ringing' | 'answering' | 'talking' = $state('none');
  trouble: 'microphone-refused' | 'microphone-missing' | 'voice-failed' | undefined = $state();
  muted = $state(false);
  /** The browser plays nothing until somebody has pressed something. */
  silent = $state(false);
  extension = $state('');
  devices: readonly MediaDeviceInfo[] = $state.raw([]);
  microphone = $state(kept(KEPT.microphone));
  speaker = $state(kept(KEPT.speaker));

  /** Where the caller is heard. */
  readonly #audio = new Audio();
  #own: OwnSoftphone | undefined;
  #agent: UA | undefined;
  #session: RTCSession | undefined;
  #stream: MediaStream | undefined;
  /** Until when the next call is the one that this page has asked for: it is answered by itself. */
  #expectedUntil = 0;
  #failed = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #gone = false;

  /** Is the telephone from now on, once no other tab is. @returns what ends it */
  start(): () => void {
    const end = new AbortController();
    const whenEnded = new Promise<void>((ended) => end.signal.addEventListener('abort', () => ended()));
    const has = async () => {
      const forget = onLiveEvent(({ topic }) => {
        if (topic === 'shift.changed' || topic === 'resync') void this.#look();
      });
      const leave = () => {
        this.#gone = true;
        this.#leave();
      };
      // A tab that was hidden for long may have lost its registration without a word.
      const seen = () => document.visibilityState === 'visible' && this.#agent?.isConnected() && this.#agent.register();
      addEventListener('online', seen);
      addEventListener('pagehide', leave);
      document.addEventListener('visibilitychange', seen);
      await this.#look();
      await whenEnded;
      forget();
      removeEventListener('pagehide', leave);
      removeEventListener('online', seen);
      document.removeEventListener('visibilitychange', seen);
      leave();
    };
    // Held by one tab at a time; when that one is closed, the next has the telephone.
    void navigator.locks.request(LOCK, { signal: end.signal }, has).catch(() => undefined);
    return () => end.abort();
  }

  async answer(): Promise<void> {
    const session = this.#session;
    if (!session || this.call !== 'ringing') return;
    this.call = 'answering';
    this.trouble = undefined;
    const stream = await this.#listen();
    if (this.#session !== session) return stop(stream);
    if (!stream) {
      this.call = 'ringing';
      return;
    }
    this.#stream = stream;
    const iceServers = (this.#own?.iceServers ?? []).map((one) => ({ ...one }));
    session.answer({ mediaStream: stream, pcConfig: { iceServers } });
  }

  /** As a receiver is put down: the exchange keeps the caller for a while. */
  putDown(): void {
    this.#session?.terminate();
  }

  mute(on: boolean): void {
    if (on) this.#session?.mute({ audio: true });
    else this.#session?.unmute({ audio: true });
    this.muted = on;
  }

  /** Asks for the microphone before the first call needs it, so that its name can be chosen. */
  async tryMicrophone(): Promise<void> {
    this.trouble = undefined;
    stop(await this.#listen());
  }

  async choose(kind: 'microphone' | 'speaker', device: string): Promise<void> {
    this[kind] = device;
    keep(KEPT[kind], device);
    if (kind === 'speaker') return this.#play();
    const sender = this.#session?.connection?.getSenders().find(({ track }) => track?.kind === 'audio');
    if (!sender) return;
    const stream = await this.#listen();
    const track = stream?.getAudioTracks()[0];
    if (!stream || !track) return;
    track.enabled = !this.muted;
    await sender.replaceTrack(track);
    stop(this.#stream);
    this.#stream = stream;
  }

  async listenAnyway(): Promise<void> {
    await this.#play();
  }

  /** What this browser registers with is asked for, and followed. */
  async #look(): Promise<void> {
    const answer = await fetch('/api/v1/softphone/own', { headers: UNATTENDED }).catch(() => undefined);
    if (!answer?.ok) return;
    const own = (await answer.json()) as OwnSoftphone | null;
    if (this.#gone) return;
    if (own === null) {
      if (this.call === 'none') this.#leave();
      return;
    }
    if (this.#agent && this.#own?.shift === own.shift) return;
    // A password is good for the shift for which it was given. A call that goes on is not cut for it: when it is over, this is asked anew.
    if (this.#agent && this.call !== 'none') return;
    this.#leave();
    this.#own = own;
    this.extension = own.extension;
    this.line = 'connecting';
    this.#register(own);
    await this.#readDevices();
  }

  #register(own: OwnSoftphone): void {
    const agent = new UA({
      sockets: [new WebSocketInterface(own.address)],
      uri: `sip:${own.extension}@${own.domain}`,
      authorization_user: own.extension,
      password: own.password,
      instance_id: instance(),
      register_expires: REGISTERED_FOR,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 8,
      user_agent: 'La Chan',
    });
    this.#agent = agent;
    let first = true;
    // The agent connects again by itself, and then registers. Whether its password is still good is asked meanwhile.
    agent.on('connected', () => void (first || this.#look()));
    agent.on('disconnected', () => {
      this.line = 'lost';
    });
    // The exchange has let it lapse, or the socket took it along.
    agent.on('unregistered', () => {
      this.line = 'lost';
      this.#registerAgain(agent);
    });
    agent.on('registered', () => {
      this.line = 'ready';
      this.#failed = 0;
      if (first && own.contact !== null && this.call === 'none') void this.#askBack(own.contact);
      first = false;
    });
    agent.on('registrationFailed', ({ response }) => {
      this.line = [401, 403, 404, 407].includes(response?.status_code) ? 'refused' : 'lost';
      if (this.line === 'lost') this.#registerAgain(agent);
    });
    agent.on('newRTCSession', ({ session, originator }: { session: RTCSession; originator: string }) => {
      if (originator === 'remote') this.#ring(session);
    });
    agent.start();
  }

  /** After a pause that grows, since an exchange that has just come back is asked by all. Without a socket the next one registers. */
  #registerAgain(agent: UA): void {
    clearTimeout(this.#again);
    const pause = Math.min(AGAIN.first * 2 ** this.#failed, AGAIN.most);
    this.#failed += 1;
    this.#again = setTimeout(() => {
      if (this.#agent === agent && this.line === 'lost' && agent.isConnected()) agent.register();
    }, pause);
  }

  /** The call that the page before had: the exchange has kept its caller, and rings here again. */
  async #askBack(contact: string): Promise<void> {
    this.#expectedUntil = Date.now() + COMES_BACK;
    await fetch(`/api/v1/contacts/${contact}/call`, {
      method: 'POST',
      headers: { ...UNATTENDED, 'content-type': 'application/json' },
      body: JSON.stringify({ act: 'connect' }),
    }).catch(() => undefined);
  }

  #ring(session: RTCSession): void {
    if (this.#session) {
      session.terminate({ status_code: 486 });
      return;
    }
    this.#session = session;
    this.call = 'ringing';
    this.trouble = undefined;
    chime();
    const ringing = setInterval(() => this.call === 'ringing' && chime(), RING_EVERY);
    const over = () => {
      clearInterval(ringing);
      if (this.#session === session) this.#over();
    };
    session.on('peerconnection', ({ peerconnection }) => this.#follow(session, peerconnection));
    let waits = false;
    session.on('icecandidate', ({ candidate, ready }) => {
      const servers = this.#own?.iceServers ?? [];
      if (isLastAwaited(candidate.type, servers)) ready();
      else if (!waits) setTimeout(ready, gatherMost(servers));
      waits = true;
    });
    session.on('accepted', () => {
      clearInterval(ringing);
      this.call = 'talking';
    });
    session.on('ended', over);
    session.on('failed', over);
    if (Date.now() < this.#expectedUntil) {
      this.#expectedUntil = 0;
      void this.answer();
    }
  }

  #follow(session: RTCSession, connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ streams: [stream], track }) => {
      this.#audio.srcObject = stream ?? new MediaStream([track]);
      void this.#play();
    });
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState !== 'failed') return;
      session.terminate();
      this.trouble = 'voice-failed';
    });
  }

  async #play(): Promise<void> {
    const audio = this.#audio;
    if ('setSinkId' in audio) await audio.setSinkId(this.speaker).catch(() => undefined);
    if (audio.srcObject === null) return;
    this.silent = await audio.play().then(
      () => false,
      () => true,
    );
  }

  /** The microphone that was chosen, or why there is none. */
  async #listen(): Promise<MediaStream | undefined> {
    const chosen = this.devices.some(({ deviceId }) => deviceId === this.microphone) ? this.microphone : '';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: chosen === '' ? true : { deviceId: { exact: chosen } },
      });
      await this.#readDevices();
      return stream;
    } catch (error) {
      const refused = error instanceof DOMException && error.name === 'NotAllowedError';
      this.trouble = refused ? 'microphone-refused' : 'microphone-missing';
      return undefined;
    }
  }

  async #readDevices(): Promise<void> {
    const found = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.devices = found.filter(({ kind, label }) => kind !== 'videoinput' && label !== '');
  }

  #over(): void {
    this.#session = undefined;
    this.call = 'none';
    this.muted = false;
    this.silent = false;
    stop(this.#stream);
    this.#stream = undefined;
    this.#audio.srcObject = null;
    // A shift may have ended meanwhile.
    void this.#look();
  }

  /** The page goes, or the shift is over: the exchange hears it, and does not wait for a silent line to be noticed. */
  #leave(): void {
    const agent = this.#agent;
    this.#agent = undefined;
    this.#own = undefined;
    this.#failed = 0;
    clearTimeout(this.#again);
    this.line = 'off';
    agent?.removeAllListeners();
    agent?.stop();
  }
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** The same after each reload, so that the exchange knows a registration that takes the place of the one before (RFC 5626). */
function instance(): string {
  const known = kept(KEPT.instance);
  if (known !== '') return known;
  const made = crypto.randomUUID();
  keep(KEPT.instance, made);
  return made;
}

function kept(name: string): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing: it is asked again next time.
  }
}
