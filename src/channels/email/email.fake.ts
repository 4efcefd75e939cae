import type { Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Behaviour, ProviderFake } from '../adapter.contract.ts';
import { MAIL_HOST, mailCertificate, openTestMailbox, type TestMailbox } from './mailbox.testing.ts';

export const MAIL_PASSWORD = 'password-of-a-test';

export interface MailFake extends ProviderFake {
  readonly box: TestMailbox;
}

/** A mail server on this machine: submission by smtp-server, and the mailbox of mailbox.testing.ts. */
export async function openMailFake(): Promise<MailFake> {
  const box = await openTestMailbox(MAIL_PASSWORD);
  const taken: { to: string; text: string }[] = [];
  const sockets = new Set<Socket>();
  let how: Behaviour = 'takes';
  const server = new SMTPServer({
    secure: true,
    key: mailCertificate.key,
    cert: mailCertificate.certificate,
    closeTimeout: 0,
    onAuth: ({ password, username }, _session, done) =>
      password === MAIL_PASSWORD ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: (_to, _session, done) => {
      if (how === 'throttles') return done(Object.assign(new Error('later'), { responseCode: 451 }));
      if (how === 'refuses') return done(Object.assign(new Error('never'), { responseCode: 550 }));
      return done();
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', async () => {
        const { text = '' } = await simpleParser(Buffer.concat(pieces));
        const [to] = session.envelope.rcptTo;
        taken.push({ to: to?.address ?? '', text: text.trimEnd() });
        if (how === 'hangs') return;
        if (how === 'takes') return done();
        for (const socket of sockets) {
          if (how === 'nonsense') socket.write('HTTP/1.1 502 Bad Gateway\r\n');
          else socket.destroy();
        }
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('secureConnection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await new Promise<number>((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port));
  });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    for (const socket of sockets) socket.destroy();
    await Promise.all([box.close(), new Promise<void>((resolve) => server.close(() => resolve()))]);
  };
  return {
    entered: {
      settings: {
        address: 'box@example.vn',
        senderName: 'Hộp thư',
        subject: 'Trả lời thư của bạn',
        imapHost: MAIL_HOST,
        imapPort: box.port,
        smtpHost: MAIL_HOST,
        smtpPort: port,
        certificateAuthority: mailCertificate.certificate,
      },
      secrets: { user: 'box@example.vn', password: MAIL_PASSWORD, replySecret: 's'.repeat(64) },
    },
    behave: async (next) => {
      how = next;
      if (next === 'away') await close();
    },
    taken,
    box,
    close,
  };
}
