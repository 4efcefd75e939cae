/** The front door of documents: official documents, tables in and out, calendar files, cards, signed bundles. Knows no case and no person. */
export {
  age,
  type BundleManifest,
  makeBundle,
  openBundle,
  platformSigningKey,
  signingKeyOf,
  verifyBundle,
} from './bundle.ts';
export { type CalendarEvent, calendarFile } from './calendar-file.ts';
export { CARD_LEAD_MOST, CARD_TITLE_MOST, renderCard } from './card-picture.ts';
export { officialDate, shortDate, writtenTime } from './document-time.ts';
export { renderDocx } from './docx.ts';
export { documentsModule } from './module.ts';
export {
  type Annex,
  type Block,
  type ClassifiedText,
  classesOf,
  type DocumentMark,
  joinClasses,
  maskedFor,
  type OfficialDocument,
  type Signature,
  splitByClass,
  type Words,
} from './official-document.ts';
export { type PdfStandard, renderPdf } from './pdf.ts';
export { type ReadTable, type ReadTableOptions, readTable, type TableLimits, type TableRow } from './read-table.ts';
export { readText } from './read-text.ts';
export {
  type Cell,
  isTableFormat,
  type TableColumn,
  type TableFile,
  type TableFormat,
  type TableOptions,
  tableFile,
} from './table-file.ts';
export {
  child,
  PAGE_XML,
  readXml,
  SMALL_XML,
  type XmlElement,
  XmlError,
  type XmlLimits,
  xml,
  xmlDocument,
  xmlText,
} from './xml.ts';
