/** What the measurement of the search asks of learning, which no other module needs. */
export { type Library, libraryOf, search } from '../../../src/learning/library/library.ts';
export { readerNames, readerOf } from '../../../src/learning/library/reader.ts';
export { writtenItems } from '../../../src/learning/library/written-items.testing.ts';
