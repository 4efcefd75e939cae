import { age } from '../../documents/index.ts';

/** Encrypts a bundle to one unit's age recipient; any age program opens it with the unit's identity. */
export async function sealFor(recipient: string, bundle: Uint8Array): Promise<Buffer> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(bundle));
}

/** @throws where the identity is not the one it was encrypted to, or a byte was changed */
export async function openSealed(sealed: Uint8Array, identity: string): Promise<Buffer> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(sealed));
}

/** Whether this is a recipient that can be encrypted to. */
export async function isRecipient(text: string): Promise<boolean> {
  if (!/^age1[02-9ac-hj-np-z]{50,70}$/.test(text)) return false;
  const { Encrypter } = await age();
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}
