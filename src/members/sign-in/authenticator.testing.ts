import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** User present, user verified, attested credential data included (WebAuthn, authenticator data). */
const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 } as const;

/** An authenticator in software: one discoverable ES256 credential, as a telephone would hold it. */
export class TestAuthenticator {
  readonly #privateKey: KeyObject;
  readonly #coordinates: { x: string; y: string };
  readonly id = randomBytes(16);
  #counter = 0;
  #userHandle: string | undefined;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.#coordinates = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  }

  create(options: PublicKeyCredentialCreationOptionsJSON, origin: string): RegistrationResponseJSON {
    this.#userHandle = options.user.id;
    const rpId = options.rp.id as string;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const key = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(this.#coordinates.x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(this.#coordinates.y, 'base64url'))],
      ]),
    );
    const authData = Buffer.concat([
      this.#header(rpId, FLAGS.present | FLAGS.verified | FLAGS.attested),
      Buffer.alloc(16),
      length,
      this.id,
      key,
    ]);
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]) as never,
    );
    return {
      id: this.id.toString('base64url'),
      rawId: this.id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, origin).toString('base64url'),
        attestationObject: Buffer.from(attestation).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** @param verified false: the authenticator was touched but asked for no PIN or finger */
  get(options: PublicKeyCredentialRequestOptionsJSON, origin: string, verified = true): AuthenticationResponseJSON {
    const authData = this.#header(options.rpId as string, FLAGS.present | (verified ? FLAGS.verified : 0));
    const client = clientData('webauthn.get', options.challenge, origin);
    const signature = createSign('sha256')
      .update(authData)
      .update(createHash('sha256').update(client).digest())
      .sign(this.#privateKey);
    return {
      id: this.id.toString('base64url'),
      rawId: this.id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(this.#userHandle === undefined ? {} : { userHandle: this.#userHandle }),
      },
    };
  }

  /** Sets the counter back, as a copied key would be behind. */
  rewind(): void {
    this.#counter = 0;
  }

  #header(rpId: string, flags: number): Buffer {
    this.#counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter]);
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}
