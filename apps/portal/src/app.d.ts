import type { App as LaChan } from '../../server/app.ts';
import type { May } from '../../shared/may.ts';

declare global {
	namespace App {
		interface Locals {
			/** The one App of this process, made by the composition root. */
			app: LaChan;
			/** What the route being served demands; undefined only where no route answers (404). */
			may: May | undefined;
			/** Whether the route being served must leave no trace on the device. */
			sensitive: boolean;
		}
		interface PageData {
			/** The page must leave no trace on the device: neutral title and icon. */
			sensitive?: boolean;
		}
	}
}
