/**
 * Where the bytes of evidence files lie: sealed before they come here, under a random name that says nothing. A folder by default,
 * an S3 bucket as the scale-out part; both pass one contract test.
 */
export interface EvidenceFiles {
  /** Keeps the bytes durably. @throws where something lies under the name already: nothing is ever overwritten */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes; undefined where there are none. */
  get(name: string): Promise<Buffer | undefined>;
  /** Safe to repeat. */
  remove(name: string): Promise<void>;
  /** Names and the moment they were put, in no order. */
  list(): AsyncIterable<{ readonly name: string; readonly putAt: Date }>;
  /** @throws where they cannot be reached */
  ping(): Promise<void>;
}

const NAME = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws on a name that is no id: names become paths and addresses */
export function checkedName(name: string): string {
  if (!NAME.test(name)) throw new TypeError('the name of an evidence file is an id');
  return name;
}

export class EvidenceTaken extends Error {
  constructor(name: string) {
    super(`an evidence file of the name ${name} is there already`);
  }
}
