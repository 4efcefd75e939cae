import type { Ctx } from '../../../src/kernel/index.ts';
import type { App as LaChan } from '../../server/app.ts';
import type { May } from '../../shared/may.ts';

declare global {
  namespace App {
    interface Locals {
      /** The one App of this process, made by the composition root. */
      app: LaChan;
      /** What the route being served demands; undefined only where no route answers (404). */
      may: May | undefined;
      /** Who asks, and for what the verbs need beside their input. */
      ctx: Ctx;
    }
  }
}
