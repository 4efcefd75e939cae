/** Why a package cannot be read; each is a refusal `package.…`. */
export const packageFaults = ['not-android', 'damaged', 'too-much'] as const;
export type PackageFaultCode = (typeof packageFaults)[number];

/**
 * Thrown by the readers of a package, in the program that reads it, and caught there: nothing of it leaves that program but the code.
 * `not-android`: it is no package of Android; `damaged`: it says of itself what is not so; `too-much`: it unpacks to more than is read.
 */
export class PackageFault extends Error {
  override name = 'PackageFault';
  readonly code: PackageFaultCode;

  constructor(code: PackageFaultCode) {
    super(code);
    this.code = code;
  }
}
