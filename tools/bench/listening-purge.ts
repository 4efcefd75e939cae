import { DAY } from '../../src/kernel/index.ts';
import { purge } from '../../src/listening/index.ts';
import type { BenchRow } from '../bench.ts';
import { must } from '../test/test-result.ts';
import { exactly } from './support/bench-target.ts';
import { counted, type ListeningBench, openListeningBench, timed } from './support/listening-bench.ts';

/**
 * How fast what is past its timer goes: so many texts, and so many observations whose texts are gone, each with a signal
 * and every second with a cluster of sixteen bands, beside twice as many of either that are not due. By `purge` as it runs
 * every ten minutes, with its proof. Argument: how many are due (200,000).
 */
export default async function listeningPurge(args: readonly string[]): Promise<readonly BenchRow[]> {
  const due = Number(args[0] ?? 200_000);
  const home = await openListeningBench();
  try {
    // Observations past the year, texts past their two days, and what is of now.
    await fill(home, due, 400 * DAY, false);
    await fill(home, due, 3 * DAY, true);
    await fill(home, due, DAY, true);
    await home.owner.query('vacuum analyze');
    const before = await counted(home, 'select count(*) from listening.observation');
    const size = await counted(home, "select pg_total_relation_size('listening.observation')");
    const seconds = await timed(async () => void must(await purge(home.system())));
    const [report] = (
      await home.owner.query(
        'select sum(purged) as purged, sum(left_over) as left from listening.purge_report where at = (select max(at) from listening.purge_report)',
      )
    ).rows;
    const again = await timed(async () => void must(await purge(home.system())));
    return [
      {
        what: 'purge of texts and observations',
        due: 2 * due,
        observations: before,
        'MiB of observations': Math.round(size / 2 ** 20),
        purged: Number(report?.purged),
        left: Number(report?.left),
        seconds: Math.round(seconds * 10) / 10,
        'rows/s': Math.round((2 * due) / seconds),
      },
      { what: 'purge with nothing due', due: 0, seconds: Math.round(again * 10) / 10 },
      exactly('rows purged', Number(report?.purged), 2 * due),
      exactly('rows left that are past their time', Number(report?.left), 0),
    ];
  } finally {
    await home.close();
  }
}

/** Observations of so long ago, processed; with their texts or without. */
async function fill({ owner, source }: ListeningBench, count: number, ago: number, texts: boolean): Promise<void> {
  const at = new Date(Date.now() - ago);
  await owner.query(
    `insert into listening.observation (id, source_id, post_mark, revision_mark, pseudonym, posted_at, observed_at, language, length, truncated, has_media, lane,
       probability, processed_at, pipeline_version_id, digest, cluster_id, severity)
     select gen_random_uuid(), $1, substring(sha256(($2::text || n)::bytea) for 16), substring(sha256('r') for 16), sha256((n % 5000)::text::bytea), $2::timestamptz,
       $2::timestamptz + n * interval '1 millisecond', 'vi', 50, false, false, 1, 1, $2::timestamptz, gen_random_uuid(), substring(sha256(n::text::bytea) for 16),
       gen_random_uuid(), 0 from generate_series(1, $3::integer) as n`,
    [source, at, count],
  );
  const these = 'from listening.observation where posted_at = $1::timestamptz';
  await owner.query(
    `insert into listening.signal (observation_id, pipeline_version_id, label, score, origin) select id, pipeline_version_id, 'toxic.insult', 0.3, 'model' ${these}`,
    [at],
  );
  await owner.query(
    `insert into listening.cluster (id, digest, signature, first_at, last_at, posts)
     select cluster_id, substring(sha256(id::text::bytea) for 16), (select string_agg(sha256((id::text || part)::bytea), '' order by part) from generate_series(1, 8) as part), posted_at, posted_at, 1 ${these} and get_byte(post_mark, 0) < 128`,
    [at],
  );
  if (ago < 30 * DAY)
    await owner.query(
      `insert into listening.cluster_band (key, cluster_id) select ('x' || substr(md5(id::text || band), 1, 16))::bit(64)::bigint, cluster_id
       from listening.observation, generate_series(1, 16) as band where posted_at = $1::timestamptz and get_byte(post_mark, 0) < 128`,
      [at],
    );
  if (texts)
    await owner.query(
      `insert into listening.observation_text (observation_id, key_id, sealed_text, sealed_details, retention, expires_at)
       select id, gen_random_uuid(), decode(repeat('00', 110), 'hex'), decode(repeat('00', 120), 'hex'), 'negative', observed_at + interval '48 hours' ${these}`,
      [at],
    );
}
