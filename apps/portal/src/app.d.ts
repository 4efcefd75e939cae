import type { Ctx } from '../../../src/kernel/index.ts';
import type { App as LaChan } from '../../server/app.ts';
import type { May } from '../../shared/may.ts';

declare global {
  namespace App {
    interface Locals {
      /** The one App of this process, made by the composition root. */
      app: LaChan;
      /** Who asks, when and in which language: what every verb takes. */
      ctx: Ctx;
      /** What the route being served demands; undefined only where no route answers (404). */
      may: May | undefined;
      /** Whether the route being served must leave no trace on the device. */
      sensitive: boolean;
      /** Whether the route being served computes on the device: see `_onDevice`. */
      onDevice: boolean;
    }
    interface PageData {
      /** The page must leave no trace on the device: neutral title and icon. */
      sensitive?: boolean;
      /** It is read by first readers, who have their own letters. */
      early?: boolean;
      /** The page is a form from head to foot: changing the language posts it, so that nothing typed is lost. */
      keepsForm?: boolean;
    }
  }
}
