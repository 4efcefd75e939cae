/** Front door of the response network: content items, their verification, what is ordered of them, lists and alerts. */

export {
  type ItemKind,
  type ItemMove,
  type ItemState,
  isVerified,
  itemKinds,
  itemMoves,
  itemStates,
  nextState,
} from './items/item.ts';
export { takedownModule } from './module.ts';
