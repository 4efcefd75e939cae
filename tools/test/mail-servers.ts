import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { claimPort } from './claimed-port.ts';
import type { TestCertificate } from './test-certificate.ts';

/** Real mail servers on this machine, of one domain and nobody else's. */
export interface MailServers {
  readonly imapPort: number;
  readonly smtpPort: number;
  /** The IMAP server ends in the middle of everything, and is there again. */
  restartImap(): Promise<void>;
  stop(): void;
}

/** A box that is taken at the door, and into which nothing can be put. */
export const FULL_BOX = 'day';

/** Why they cannot be tried here; undefined where they can. */
export function mailServersMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'postfix starts for root alone';
  if (spawnSync('dovecot', ['--version']).status !== 0) return 'no dovecot';
  return spawnSync('postconf', ['mail_version']).status === 0 ? undefined : 'no postfix';
}

/**
 * Dovecot and Postfix in a folder of their own: submission with a password, local delivery into the mailboxes, delivery reports, and
 * no way out (what is for another domain bounces).
 * @param boxes names before the @
 */
export async function mailServers(
  domain: string,
  boxes: readonly string[],
  password: string,
  certificate: TestCertificate,
): Promise<MailServers> {
  const folder = temporaryFolder('lachan-mail-');
  chmodSync(folder, 0o755);
  const [imapPort, smtpPort] = [await claimPort(), await claimPort()];
  const at = (...names: string[]) => join(folder, ...names);
  for (const name of ['run', 'mail', 'log', 'etc', 'data', 'spool', 'spool/private']) mkdirSync(at(name));
  writeFileSync(at('cert.pem'), certificate.certificate);
  writeFileSync(at('key.pem'), certificate.key);
  writeFileSync(at('dovecot.conf'), dovecotConf(folder, imapPort, password));
  writeFileSync(at('etc', 'main.cf'), mainConf(folder, domain, boxes));
  writeFileSync(at('etc', 'master.cf'), masterConf(smtpPort));
  execFileSync('chown', ['-R', 'dovecot:dovecot', at('mail')]);
  execFileSync('chown', ['-R', 'postfix', at('data'), at('spool', 'private')]);
  let dovecot = spawnDovecot(at('dovecot.conf'));
  const stop = () => {
    dovecot.kill('SIGKILL');
    spawnSync('postfix', ['-c', at('etc'), 'abort'], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  await untilAnswered(imapPort);
  execFileSync('postfix', ['-c', at('etc'), 'start'], { stdio: 'ignore' });
  return {
    imapPort,
    smtpPort,
    restartImap: async () => {
      const ended = new Promise((resolve) => dovecot.once('exit', resolve));
      dovecot.kill('SIGTERM');
      await ended;
      dovecot = spawnDovecot(at('dovecot.conf'));
      await untilAnswered(imapPort);
    },
    stop,
  };
}

const spawnDovecot = (conf: string) => spawn('dovecot', ['-F', '-c', conf], { stdio: 'ignore' });

async function untilAnswered(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('dovecot did not start');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const dovecotConf = (folder: string, port: number, password: string) => `
dovecot_config_version = 2.4.1
dovecot_storage_version = 2.4.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_server_cert_file = ${folder}/cert.pem
ssl_server_key_file = ${folder}/key.pem
mail_driver = maildir
mail_path = ${folder}/mail/%{user}
mail_uid = dovecot
mail_gid = dovecot
first_valid_uid = 1
passdb static {
  password = ${password}
}
userdb static {
  fields {
    uid = dovecot
    gid = dovecot
    home = ${folder}/mail/%{user}
  }
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service auth {
  unix_listener ${folder}/spool/private/auth {
    mode = 0666
  }
}
`;

const mainConf = (folder: string, domain: string, boxes: readonly string[]) => {
  const id = (flag: string) => execFileSync('id', [flag, 'dovecot']).toString().trim();
  const maps = [...boxes, FULL_BOX].map((box) => `{ ${box}@${domain} = ${box}@${domain}/ }`).join(', ');
  return `
compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/data
maillog_file = ${folder}/log/mail.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.${domain}
mydestination =
local_recipient_maps =
local_transport = error:no local mail
alias_maps =
recipient_delimiter = +
virtual_mailbox_domains = ${domain}
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ ${maps} }
virtual_uid_maps = static:${id('-u')}
virtual_gid_maps = static:${id('-g')}
virtual_minimum_uid = 1
transport_maps = inline:{ { ${FULL_BOX}@${domain} = refuses: } }
default_transport = error:nobody else is here
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
`;
};

const masterConf = (port: number) => `
${port} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
refuses unix - n n - - pipe
  user=dovecot argv=/bin/sh -c {exit 69}
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`;
