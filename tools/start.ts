/** `npm start`: the whole system from a fresh clone, on the embedded database unless DATABASE_URL names another. */
import { buildStale } from './build.ts';
import { runServer } from './installation/run-server.ts';

await runServer(async (say) => {
  await buildStale(say);
  return undefined;
});
