/** The front door of learning: what children, parents and teachers read, practise and choose. */

export {
  contentDescriptor,
  criterionAnswer,
  evaluationLayer,
  labelBasis,
  practiceConsent,
  productFlag,
  productKind,
  productPlatform,
  productReader,
  productVerdict,
  productWithdrawal,
  ratingMissing,
  reviewLikes,
  reviewRefusal,
} from './catalogue/catalogue-lists.ts';
export { criteriaList } from './catalogue/evaluations/criteria.ts';
export { type EvaluateProduct, evaluateProduct } from './catalogue/evaluations/evaluate-product.ts';
export { goodAnswer } from './catalogue/evaluations/evaluation.ts';
export { shortName } from './catalogue/packages/findings-of-package.ts';
export { listPackageReadings } from './catalogue/packages/list-package-readings.ts';
export type { PackageReading } from './catalogue/packages/package-reading.ts';
export { trackerList, trackerOf } from './catalogue/packages/package-signs.ts';
export { permissionWords } from './catalogue/packages/permission-words.ts';
export { changeProduct } from './catalogue/products/change-product.ts';
export { enterProduct } from './catalogue/products/enter-product.ts';
export { listProducts } from './catalogue/products/list-products.ts';
export { noteVersion } from './catalogue/products/note-version.ts';
export { productStates } from './catalogue/products/product.ts';
export { productDetail } from './catalogue/products/product-detail.ts';
export { publishProduct } from './catalogue/products/publish-product.ts';
export type { ProductInput } from './catalogue/products/read-product-input.ts';
export { withdrawProduct } from './catalogue/products/withdraw-product.ts';
export { decideProviderWord } from './catalogue/providers/decide-provider-word.ts';
export { listProviderWords } from './catalogue/providers/list-provider-words.ts';
export { readProviderWord } from './catalogue/providers/read-provider-word.ts';
export { sayAsProvider } from './catalogue/providers/say-as-provider.ts';
export { submitProduct } from './catalogue/providers/submit-product.ts';
export type { CatalogueEntry, CatalogueLine } from './catalogue/public/catalogue-entry.ts';
export { catalogueFeed } from './catalogue/public/catalogue-feed.ts';
export { readCatalogue } from './catalogue/public/read-catalogue.ts';
export { readCatalogueEntry } from './catalogue/public/read-catalogue-entry.ts';
export { decideReview } from './catalogue/reviews/decide-review.ts';
export { findDisclosure } from './catalogue/reviews/find-disclosure.ts';
export { hideWords, unfoundWords } from './catalogue/reviews/hide-words.ts';
export { listWaitingReviews } from './catalogue/reviews/list-waiting-reviews.ts';
export { readReview } from './catalogue/reviews/read-review.ts';
export { writeReview } from './catalogue/reviews/write-review.ts';
export { classPictures, PICTURES_OF_SEAT } from './classes/class-pictures.ts';
export { answerInClass, readClassDoor, signInToClass } from './classes/join-class.ts';
export { readLessonPlan } from './classes/lesson-plan.ts';
export { openClass, SEATS_MOST } from './classes/open-class.ts';
export { readClass, readClassSheet } from './classes/read-class.ts';
export { closeRound, endClass, openRound, renewSheet } from './classes/run-rounds.ts';
export { approveItem } from './editorial/approve-item.ts';
export { type EditedItem, editItem } from './editorial/body-form/edit-item.ts';
export { saveItemForm } from './editorial/body-form/save-item-form.ts';
export { campaignDetail } from './editorial/campaigns/campaign-detail.ts';
export { changeCampaign } from './editorial/campaigns/change-campaign.ts';
export { listCampaigns } from './editorial/campaigns/list-campaigns.ts';
export { placeItem } from './editorial/campaigns/place-item.ts';
export { scheduleCampaign } from './editorial/campaigns/schedule-campaign.ts';
export { startCampaign } from './editorial/campaigns/start-campaign.ts';
export { claimItem } from './editorial/claim-item.ts';
export { type ItemForm, itemForms, itemStages } from './editorial/item.ts';
export { itemDetail } from './editorial/item-detail.ts';
export { listItems } from './editorial/list-items.ts';
export { answerOutside } from './editorial/outside/answer-outside.ts';
export { askOutside } from './editorial/outside/ask-outside.ts';
export { type OutsideReading, readOutside } from './editorial/outside/read-outside.ts';
export { withdrawOutside } from './editorial/outside/withdraw-outside.ts';
export { openPlainText } from './editorial/plain-text/open-plain-text.ts';
export { PLAIN_MOST, savePlainText } from './editorial/plain-text/save-plain-text.ts';
export { previewItem } from './editorial/preview/preview-item.ts';
export { publishItem } from './editorial/publish-item.ts';
export { publishedItems } from './editorial/published-items.ts';
export type { ScenarioDrawing } from './editorial/scenario-drawing.ts';
export { sendBackItem } from './editorial/send-back-item.ts';
export { sendForReview } from './editorial/send-for-review.ts';
export { importTools, startDraft, startImported } from './editorial/start-draft.ts';
export { confirmTranslation } from './editorial/translations/confirm-translation.ts';
export { unscheduleItem } from './editorial/unschedule-item.ts';
export { listItemVoices } from './editorial/voices/list-item-voices.ts';
export { putItemVoice } from './editorial/voices/put-item-voice.ts';
export { withdrawItem } from './editorial/withdraw-item.ts';
export { announcementDetail, type PostView } from './fan-pages/announcement-detail.ts';
export { approveAnnouncement } from './fan-pages/approve-announcement.ts';
export { decideFanComment } from './fan-pages/decide-fan-comment.ts';
export { dismissPostAlarm } from './fan-pages/dismiss-post-alarm.ts';
export { listAnnouncements } from './fan-pages/list-announcements.ts';
export { listFanComments } from './fan-pages/list-fan-comments.ts';
export { postAnnouncement } from './fan-pages/post-announcement.ts';
export { readDraftPicture, readFeed, readPostPicture } from './fan-pages/read-feed.ts';
export { saveAnnouncement } from './fan-pages/save-announcement.ts';
export { sendAnnouncement } from './fan-pages/send-announcement.ts';
export { sendBackAnnouncement } from './fan-pages/send-back-announcement.ts';
export { sendPostAgain } from './fan-pages/send-post-again.ts';
export { startAnnouncement } from './fan-pages/start-announcement.ts';
export { withdrawAnnouncement } from './fan-pages/withdraw-announcement.ts';
export { selfCheckAnswer } from './lessons/self-check.ts';
export { drawingOf } from './library/drawings.ts';
export type { ItemView } from './library/item-view.ts';
export { listPublicPages } from './library/list-public-pages.ts';
export { playItemVoice } from './library/published-voices.ts';
export type { AnsweredQuestion, QuestionView } from './library/question-view.ts';
export { answerMinute, readHome } from './library/read-home.ts';
export { answerQuiz, readLesson } from './library/read-lesson.ts';
export { readScenario, readScenarioFile, readScene } from './library/read-scene.ts';
export { helpOnProblem, readText, type TextView } from './library/read-text.ts';
export type { ReaderName } from './library/reader.ts';
export { QUERY_MOST } from './library/search-index.ts';
export { RESULTS_MOST, searchLibrary } from './library/search-library.ts';
export { adviseSelfCheck, readSelfCheck } from './library/self-check-view.ts';
export { learningModule } from './module.ts';
export { listPacks, type PackLook, readPack } from './packs/read-packs.ts';
export { refusals as learningRefusals } from './refusals.ts';
export { skills } from './skills/skill.ts';
export { talkCards } from './skills/talk-cards.ts';
