import { resolve } from 'node:path';
import { z } from 'zod';
import type { BucketSettings } from './evidence/evidence-bucket.ts';
import { isAddressRange } from './http/address-range.ts';
import type { TransitSettings } from './sealing/vault-transit.ts';

/** A setting that cannot be used. The message names it, says what is wrong, and what to write instead. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Names and addresses of this machine. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const isLoopback = (url: string) => LOOPBACK.includes(new URL(url).hostname.replaceAll(/[[\]]/g, ''));

const anyPort = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be between 0 and 65535')
  .max(65_535, 'must be between 0 and 65535');
const port = (fallback: number) => anyPort.default(fallback);
const hosts = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
  )
  .optional();
const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/[^@]+@[^/]+\/.+$/, 'must look like postgres://user:password@host:5432/database')
  .optional();

const settings = z.object({
  PORTAL_PORT: port(3000),
  DESK_PORT: port(3001),
  /** Address to listen on. */
  LISTEN_HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./var'),
  /** Role that owns the tables and may create the app's role. Absent: the embedded database in DATA_DIR. */
  DATABASE_URL: databaseUrl,
  /** The app role's own address, where the owner may not create roles. */
  DATABASE_APP_URL: databaseUrl,
  /**
   * Public host names, comma separated, under https alone; requests for other hosts are refused. Loopback names are always
   * known.
   */
  PORTAL_HOSTS: hosts,
  DESK_HOSTS: hosts,
  /** `https` where a proxy in front ends TLS. */
  PUBLIC_PROTOCOL: z.enum(['http', 'https'], 'must be http or https').default('http'),
  /** Addresses and ranges of the proxies in front that are believed about the caller's address, comma separated. */
  TRUSTED_PROXIES: hosts.refine((list) => list?.every(isAddressRange) ?? true, 'must be addresses or ranges'),
  /** A listener of our own with TLS, where machines may show a certificate of theirs; absent: none. */
  MACHINE_PORT: anyPort.optional(),
  MACHINE_TLS_KEY_FILE: z.string().min(1).optional(),
  MACHINE_TLS_CERT_FILE: z.string().min(1).optional(),
  /** Header in which a proxy that ends TLS writes the caller's certificate (PEM, escaped), and the proxies that may. */
  CERTIFICATE_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header')
    .transform((name) => name.toLowerCase())
    .optional(),
  CERTIFICATE_PROXIES: hosts.refine((list) => list?.every(isAddressRange) ?? true, 'must be addresses or ranges'),
  ROOT_KEY_FILE: z.string().min(1).optional(),
  /** A key-management service with the transit API of HashiCorp Vault or OpenBao, in the place of the root key file. */
  VAULT_ADDR: z
    .url('must be an address')
    .refine((url) => url.startsWith('https://') || isLoopback(url), 'must be https, since keys go over it')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  VAULT_TOKEN_FILE: z.string().min(1).optional(),
  VAULT_TRANSIT_MOUNT: z
    .string()
    .regex(/^[A-Za-z0-9_/-]{1,64}$/, 'must be a path')
    .default('transit'),
  VAULT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the name of a key')
    .default('lachan'),
  /** An S3 bucket for evidence files; absent: a folder in DATA_DIR. */
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  /** Address of a server that speaks S3; absent: Amazon's. */
  S3_ENDPOINT: z.url('must be an address').optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  /** Where the sealed heads of the audit are told, outside the database: a file that is added to, an address, a bucket with object lock. */
  AUDIT_HEADS_FILE: z.string().min(1).optional(),
  AUDIT_HEADS_URL: z
    .url('must be an address')
    .refine((url) => url.startsWith('https://') || isLoopback(url), 'must be https')
    .optional(),
  AUDIT_HEADS_BUCKET: z.string().min(3).optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'must be fatal, error, warn, info, debug or silent')
    .default('info'),
  /** A neutral page outside, where the quick exit leads; absent: the portal's own weather page. */
  QUICK_EXIT_URL: z.url('must be an address').optional(),
  /** Whether the invented demonstration is seeded and shown; by default with the embedded database, where nothing is public. */
  DEMONSTRATION: z.enum(['on', 'off'], 'must be on or off').optional(),
  OIDC_ISSUER: z.url('must be an address').optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Multiplies every rate limit; for load tests and for very large schools behind one address. */
  RATE_LIMIT_FACTOR: z.coerce.number().positive().default(1),
  /** Who decodes pictures: libvips as WebAssembly, or native under bubblewrap (Linux), for volume. */
  IMAGE_DECODER: z.enum(['wasm', 'sandboxed-native'], 'must be wasm or sandboxed-native').default('wasm'),
  /** Who decodes videos: FFmpeg as WebAssembly, or the system's ffmpeg under bubblewrap (Linux), for volume. */
  VIDEO_DECODER: z.enum(['wasm', 'sandboxed-ffmpeg'], 'must be wasm or sandboxed-ffmpeg').default('wasm'),
  /** Who says that they ask, where public posts are fetched: a name, and how its operator is reached. */
  LISTENING_USER_AGENT: z
    .string()
    .regex(/^[\x20-\x7e]{3,200}$/, 'must be 3 to 200 letters of ASCII')
    .default('LaChan/0.1 (child online protection, Viet Nam)'),
  /** Private ranges at which partners of the hash register may be; absent: only the public internet. */
  PEER_NETWORKS: hosts.refine((list) => list?.every(isAddressRange) ?? true, 'must be addresses or ranges'),
  /** Private ranges at which mail servers, SMS gateways and telephone exchanges may be; absent: only the public internet. */
  CHANNEL_NETWORKS: hosts.refine((list) => list?.every(isAddressRange) ?? true, 'must be addresses or ranges'),
  /** Where a time-stamping authority (RFC 3161) is asked, and its certificates (PEM), by which its answers are proved; absent: bundles say that they have no stamp. */
  TSA_URL: z
    .url('must be an address')
    .refine((url) => /^https?:$/.test(new URL(url).protocol), 'must be http or https')
    .optional(),
  TSA_CERTIFICATES_FILE: z.string().min(1).optional(),
  /**
   * Other places that looks are taken from, comma separated: a name in capitals and the HTTP CONNECT proxy there, `DI_DONG=http://proxy:3128`.
   * Absent: from this machine alone.
   */
  LOOK_VANTAGES: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine(
      (all) =>
        all.every(
          (one) => /^[A-Z_]{2,20}=https?:\/\/[^\s/]+\/?$/.test(one) && URL.canParse(one.slice(one.indexOf('=') + 1)),
        ),
      'must be names in capitals with their proxies, as DI_DONG=http://proxy:3128',
    )
    .refine(
      (all) => new Set([...all.map((one) => one.split('=')[0]), 'PLATFORM']).size === all.length + 1,
      'must have each name once, and PLATFORM is this machine',
    )
    .optional(),
  /** A NATS server with JetStream, for listening over several machines; absent: the database's own queue. */
  NATS_URL: z
    .string()
    .regex(/^(nats|tls):\/\/\S+$/, 'must look like nats://host:4222')
    .optional(),
  /** Folder of encoders (ONNX) that the operator brings for listening, one folder each; absent: none. */
  LISTENING_ENCODERS: z.string().min(1).optional(),
  /** MiB of large uploads that one process holds at once; the others wait. */
  UPLOAD_BUDGET_MB: z.coerce
    .number()
    .int()
    .min(128, 'must be 128 at least: the largest upload')
    .max(65_536)
    .default(160),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
});

export interface Config {
  readonly portalPort: number;
  readonly deskPort: number;
  readonly listenHost: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly databaseAppUrl: string | undefined;
  readonly portalHosts: readonly string[];
  readonly deskHosts: readonly string[];
  readonly publicProtocol: 'http' | 'https';
  readonly trustedProxies: readonly string[];
  readonly machineTls:
    | { readonly port: number; readonly keyFile: string; readonly certificateFile: string }
    | undefined;
  readonly certificateHeader: string | undefined;
  readonly certificateProxies: readonly string[];
  readonly rootKeyFile: string;
  /** Where the root keys are in a key-management service. */
  readonly vaultService: TransitSettings | undefined;
  /** The bucket of evidence files; absent: the folder `evidence` in `dataDir`. */
  readonly evidenceBucket: BucketSettings | undefined;
  readonly auditHeads: {
    readonly file: string | undefined;
    readonly url: string | undefined;
    readonly bucket: BucketSettings | undefined;
  };
  readonly logLevel: string;
  readonly quickExitUrl: string | undefined;
  readonly demonstration: boolean;
  /** Whether the demonstration was asked for, and does not only follow from the embedded database. */
  readonly demonstrationAsked: boolean;
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | undefined;
  readonly rateLimitFactor: number;
  readonly imageDecoder: 'wasm' | 'sandboxed-native';
  readonly videoDecoder: 'wasm' | 'sandboxed-ffmpeg';
  readonly listeningUserAgent: string;
  readonly peerNetworks: readonly string[];
  readonly channelNetworks: readonly string[];
  /** Who stamps bundles for courts. */
  readonly timeStamps: { readonly url: string; readonly certificatesFile: string } | undefined;
  readonly lookVantages: readonly { readonly name: string; readonly proxy: URL }[];
  readonly natsUrl: string | undefined;
  readonly listeningEncoders: string | undefined;
  readonly uploadBudgetBytes: number;
  readonly databasePool: number;
}

/** Reads the settings of the environment. @throws ConfigError that names the first wrong setting */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is a variable that somebody cleared, not a value.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    const secret = /SECRET|URL/.test(name);
    throw new ConfigError(`${name}${secret ? '' : `="${given[name]}"`}: ${issue?.message}.`);
  }
  const values = parsed.data;
  const oidcParts = [values.OIDC_ISSUER, values.OIDC_CLIENT_ID, values.OIDC_CLIENT_SECRET];
  if (oidcParts.some(Boolean) && !oidcParts.every(Boolean)) {
    throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none.');
  }
  const tlsParts = [values.MACHINE_PORT, values.MACHINE_TLS_KEY_FILE, values.MACHINE_TLS_CERT_FILE];
  if (tlsParts.some((part) => part !== undefined) && tlsParts.includes(undefined)) {
    throw new ConfigError(
      'MACHINE_PORT, MACHINE_TLS_KEY_FILE and MACHINE_TLS_CERT_FILE go together: set all three or none.',
    );
  }
  if ((values.TSA_URL === undefined) !== (values.TSA_CERTIFICATES_FILE === undefined))
    throw new ConfigError('TSA_URL and TSA_CERTIFICATES_FILE go together: a stamp that nobody proves is none.');
  if (values.AUDIT_HEADS_BUCKET !== undefined && values.S3_BUCKET === undefined)
    throw new ConfigError('AUDIT_HEADS_BUCKET needs S3_BUCKET and its keys, which open both.');
  const bucketParts = [values.S3_BUCKET, values.S3_ACCESS_KEY_ID, values.S3_SECRET_ACCESS_KEY];
  if (bucketParts.some((part) => part !== undefined) && bucketParts.includes(undefined)) {
    throw new ConfigError('S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together: set all three or none.');
  }
  if ((values.CERTIFICATE_HEADER === undefined) !== (values.CERTIFICATE_PROXIES === undefined)) {
    throw new ConfigError('CERTIFICATE_HEADER and CERTIFICATE_PROXIES go together: anybody can send a header.');
  }
  if (values.PORTAL_PORT !== 0 && values.PORTAL_PORT === values.DESK_PORT) {
    throw new ConfigError(`DESK_PORT="${values.DESK_PORT}": the portal already has this port; give each its own.`);
  }
  if ((values.VAULT_ADDR === undefined) !== (values.VAULT_TOKEN_FILE === undefined))
    throw new ConfigError('VAULT_ADDR and VAULT_TOKEN_FILE go together: set both or none.');
  if (values.VAULT_ADDR !== undefined && values.ROOT_KEY_FILE !== undefined)
    throw new ConfigError('VAULT_ADDR and ROOT_KEY_FILE: the root keys are in one place; set one of them.');
  const open = exposure(values);
  if (values.DEMONSTRATION === 'on' && open !== undefined) {
    throw new ConfigError(
      `DEMONSTRATION="on": its sign-in page shows everybody the passwords, so it runs for this machine alone, and ${open} opens it to others. Set DEMONSTRATION=off.`,
    );
  }
  const named = (['PORTAL_HOSTS', 'DESK_HOSTS'] as const).find((name) => values[name]?.length);
  if (named !== undefined && values.PUBLIC_PROTOCOL === 'http') {
    throw new ConfigError(
      `${named} names public hosts, and over plain http everybody on the way reads what children write. Set PUBLIC_PROTOCOL=https behind a proxy that ends TLS.`,
    );
  }
  const dataDir = resolve(values.DATA_DIR);
  return {
    portalPort: values.PORTAL_PORT,
    deskPort: values.DESK_PORT,
    listenHost: values.LISTEN_HOST,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    databaseAppUrl: values.DATABASE_APP_URL,
    portalHosts: values.PORTAL_HOSTS ?? [],
    deskHosts: values.DESK_HOSTS ?? [],
    publicProtocol: values.PUBLIC_PROTOCOL,
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    machineTls:
      values.MACHINE_PORT === undefined
        ? undefined
        : {
            port: values.MACHINE_PORT,
            keyFile: resolve(values.MACHINE_TLS_KEY_FILE as string),
            certificateFile: resolve(values.MACHINE_TLS_CERT_FILE as string),
          },
    certificateHeader: values.CERTIFICATE_HEADER,
    certificateProxies: values.CERTIFICATE_PROXIES ?? [],
    vaultService:
      values.VAULT_ADDR === undefined
        ? undefined
        : {
            url: values.VAULT_ADDR,
            tokenFile: resolve(values.VAULT_TOKEN_FILE as string),
            mount: values.VAULT_TRANSIT_MOUNT,
            key: values.VAULT_KEY,
          },
    rootKeyFile: values.ROOT_KEY_FILE ? resolve(values.ROOT_KEY_FILE) : `${dataDir}/keys/root.json`,
    auditHeads: {
      file: values.AUDIT_HEADS_FILE ? resolve(values.AUDIT_HEADS_FILE) : undefined,
      url: values.AUDIT_HEADS_URL,
      bucket:
        values.AUDIT_HEADS_BUCKET === undefined
          ? undefined
          : {
              endpoint: values.S3_ENDPOINT,
              region: values.S3_REGION,
              bucket: values.AUDIT_HEADS_BUCKET,
              accessKeyId: values.S3_ACCESS_KEY_ID as string,
              secretAccessKey: values.S3_SECRET_ACCESS_KEY as string,
            },
    },
    evidenceBucket:
      values.S3_BUCKET === undefined
        ? undefined
        : {
            endpoint: values.S3_ENDPOINT,
            region: values.S3_REGION,
            bucket: values.S3_BUCKET,
            accessKeyId: values.S3_ACCESS_KEY_ID as string,
            secretAccessKey: values.S3_SECRET_ACCESS_KEY as string,
          },
    logLevel: values.LOG_LEVEL,
    quickExitUrl: values.QUICK_EXIT_URL,
    demonstration: values.DEMONSTRATION
      ? values.DEMONSTRATION === 'on'
      : values.DATABASE_URL === undefined && open === undefined,
    demonstrationAsked: values.DEMONSTRATION === 'on',
    oidc: values.OIDC_ISSUER
      ? {
          issuer: values.OIDC_ISSUER,
          clientId: values.OIDC_CLIENT_ID as string,
          clientSecret: values.OIDC_CLIENT_SECRET as string,
        }
      : undefined,
    rateLimitFactor: values.RATE_LIMIT_FACTOR,
    imageDecoder: values.IMAGE_DECODER,
    videoDecoder: values.VIDEO_DECODER,
    listeningUserAgent: values.LISTENING_USER_AGENT,
    peerNetworks: values.PEER_NETWORKS ?? [],
    channelNetworks: values.CHANNEL_NETWORKS ?? [],
    timeStamps:
      values.TSA_URL === undefined
        ? undefined
        : { url: values.TSA_URL, certificatesFile: resolve(values.TSA_CERTIFICATES_FILE as string) },
    lookVantages: (values.LOOK_VANTAGES ?? []).map((one) => ({
      name: one.slice(0, one.indexOf('=')),
      proxy: new URL(one.slice(one.indexOf('=') + 1)),
    })),
    natsUrl: values.NATS_URL,
    listeningEncoders: values.LISTENING_ENCODERS ? resolve(values.LISTENING_ENCODERS) : undefined,
    uploadBudgetBytes: values.UPLOAD_BUDGET_MB * 2 ** 20,
    databasePool: values.DATABASE_POOL,
  };
}

/** The first setting by which others than this machine reach the pages; undefined where none does. */
function exposure(values: z.infer<typeof settings>): string | undefined {
  if (!LOOPBACK.includes(values.LISTEN_HOST)) return 'LISTEN_HOST';
  if (values.PUBLIC_PROTOCOL === 'https') return 'PUBLIC_PROTOCOL';
  const set = ['TRUSTED_PROXIES', 'PORTAL_HOSTS', 'DESK_HOSTS', 'CERTIFICATE_PROXIES', 'MACHINE_PORT'] as const;
  return set.find((name) => values[name] !== undefined);
}
