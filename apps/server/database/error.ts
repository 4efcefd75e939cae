/** A failure that a person can mend; the message says how, in Vietnamese and in English. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';

  constructor(vi: string, en: string) {
    super(`${vi}\n${en}`);
  }
}

/** The data folder is served for another living process: two of them must not share one database unawares. */
export class OwnedByAnother extends EmbeddedDatabaseError {
  constructor(folder: string) {
    super(
      `${folder} đang được một Lá Chắn khác dùng. Hãy dừng chương trình đó hoặc đặt DATA_DIR là thư mục khác.`,
      `${folder} is in use by another running Lá Chắn. Stop that one, or set DATA_DIR to another folder.`,
    );
  }
}
