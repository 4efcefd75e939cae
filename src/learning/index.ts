/** The front door of learning: what children, parents and teachers read, practise and choose. */

export { approveItem } from './editorial/approve-item.ts';
export { listItems } from './editorial/list-items.ts';
export { publishItem } from './editorial/publish-item.ts';
export { publishedItems } from './editorial/published-items.ts';
export { sendForReview } from './editorial/send-for-review.ts';
export { learningModule } from './module.ts';
