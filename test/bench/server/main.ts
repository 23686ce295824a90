/**
 * `npm run bench:server`: how fast keys are given out, beside three references in the same run. Everything is on the
 * loopback interface; WeChat and STS are 50 ms away. BENCH_SECONDS (3) and BENCH_ROUNDS (3) make it longer. The figures
 * replace the section of docs/measurements.md; `-- --quick` measures one round of a second and only prints.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish } from '../../../scripts/measurements';
import { type Measured, measure, median } from './measure';
import { startCloud, startSubject, stopAll } from './processes';
import { CONNECTIONS, formatReport, type SubjectName } from './report';

const IS_QUICK = process.argv.includes('--quick');
const SECONDS = IS_QUICK ? 1 : Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = IS_QUICK ? 1 : Number(process.env.BENCH_ROUNDS ?? 3);
/** Two calls that take 50 ms each: no connection can have more cold answers in a second. */
const COLD_PER_SECOND = 10;

const people = (kind: string, count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `${kind}-${from + index}`);

const WARM = people('warm', 100);

function writeAccess(path: string): void {
  const cold = people(
    'cold',
    CONNECTIONS.reduce((sum, connections) => sum + coldAmount(connections), 0),
  );
  const admins = [...WARM, ...cold].map((openid) => ({
    openid,
    name: openid,
    role: 'operator',
    buckets: ['*'],
  }));
  const bucket = {
    bucket: 'goods-image-1250000000',
    region: 'ap-guangzhou',
    label: '商品图片',
    environment: 'production',
  };
  writeFileSync(path, JSON.stringify({ buckets: [bucket], admins }));
}

function coldAmount(connections: number): number {
  return Math.ceil(connections * COLD_PER_SECOND * SECONDS);
}

async function run(folder: string): Promise<ReadonlyMap<SubjectName, readonly Measured[]>> {
  const accessFile = join(folder, 'access.json');
  writeAccess(accessFile);
  const cloud = await startCloud();
  const env = {
    WECHAT_APPID: cloud.wechat.appid,
    WECHAT_SECRET: cloud.wechat.secret,
    WECHAT_API_BASE: cloud.wechat.url,
    TENCENTCLOUD_SECRET_ID: cloud.sts.secretId,
    TENCENTCLOUD_SECRET_KEY: cloud.sts.secretKey,
    STS_ENDPOINT: cloud.sts.url,
    ACCESS_FILE: accessFile,
    RATE_LIMIT_PER_ADDRESS: '1000000',
    RATE_LIMIT_PER_OPENID: '1000000',
  };
  const ours = await startSubject('ours', env);
  const subjects: [SubjectName, string][] = [
    ['warm', ours],
    ['constant', await startSubject('constant', env)],
    ['wechat only', await startSubject('wechat only', env)],
    ['no cache', await startSubject('no cache', env)],
  ];
  const names = subjects.map(([name]) => name);
  const table = new Map<SubjectName, Measured[]>(['cold' as const, ...names].map((name) => [name, []]));

  let coldUsed = 0;
  await measure(ours, 10, { amount: WARM.length }, await cloud.codesFor(WARM));
  for (const connections of CONNECTIONS) {
    const newcomers = people('cold', coldAmount(connections), coldUsed);
    coldUsed += newcomers.length;
    const cold = await measure(
      ours,
      connections,
      { amount: newcomers.length },
      await cloud.codesFor(newcomers),
    );
    table.get('cold')?.push(cold);

    const runs = new Map<SubjectName, Measured[]>(names.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      // In turns, so that whatever else the machine does meets all of them.
      for (const [name, url] of subjects) {
        // One call of 50 ms: no connection has more than twenty in a second.
        const wanted = Math.ceil((connections * 20 * (SECONDS + 1)) / WARM.length);
        const codes = await cloud.codesFor(Array<string[]>(wanted).fill(WARM).flat());
        runs.get(name)?.push(await measure(url, connections, { duration: SECONDS }, codes));
      }
    }
    for (const [name, measured] of runs) table.get(name)?.push(median(measured));
  }
  return table;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  try {
    const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}`;
    const report = formatReport({ machine, rounds: ROUNDS, seconds: SECONDS, table: await run(folder) });
    process.stdout.write(`${report}\n`);
    if (!IS_QUICK) await publish('server', report);
  } finally {
    stopAll();
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
