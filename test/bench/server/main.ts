/**
 * `npm run bench:server`: how fast keys are given out, beside three references in the same run. Everything is on the
 * loopback interface; WeChat and STS are 50 ms away. BENCH_SECONDS (3) and BENCH_ROUNDS (3) make it longer.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measure, median } from './measure';
import { startCloud, startSubject, stopAll } from './processes';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CONNECTIONS = [1, 10, 100];
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

async function run(folder: string): Promise<void> {
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
  const subjects = {
    '(a) constant': await startSubject('constant', env),
    '(b) WeChat only': await startSubject('wechat only', env),
    '(c) no cache': await startSubject('no cache', env),
    'ours, warm': ours,
  };
  const table = new Map<string, Measured[]>(
    ['ours, cold', ...Object.keys(subjects)].map((name) => [name, []]),
  );

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
    table.get('ours, cold')?.push(cold);

    const runs = new Map<string, Measured[]>(Object.keys(subjects).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      // In turns, so that whatever else the machine does meets all of them.
      for (const [name, url] of Object.entries(subjects)) {
        // One call of 50 ms: no connection has more than twenty in a second.
        const wanted = Math.ceil((connections * 20 * (SECONDS + 1)) / WARM.length);
        const codes = await cloud.codesFor(Array<string[]>(wanted).fill(WARM).flat());
        runs.get(name)?.push(await measure(url, connections, { duration: SECONDS }, codes));
      }
    }
    for (const [name, measured] of runs) table.get(name)?.push(median(measured));
  }
  report(table);
}

function report(table: ReadonlyMap<string, readonly Measured[]>): void {
  const cell = ({ rate, p99 }: Measured): string =>
    `${rate.toFixed(0).padStart(6)}/s ${p99.toFixed(0).padStart(4)} ms`;
  const row = (cells: string[]): string => `| ${cells.map((text) => text.padEnd(16)).join(' | ')} |`;
  const lines = [
    `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, ${ROUNDS} rounds of ${SECONDS} s, medians`,
    row(['rate, p99 at', ...CONNECTIONS.map((connections) => `${connections} connections`)]),
    row(Array<string>(CONNECTIONS.length + 1).fill('-'.repeat(16))),
    ...[...table].map(([name, measured]) => row([name, ...measured.map(cell)])),
  ];
  const at100 = (name: string): Measured => table.get(name)?.at(-1) ?? { rate: NaN, p99: NaN };
  const warm = at100('ours, warm');
  const verdicts: [string, number, boolean][] = [
    [
      'warm : (b), at least 0.8',
      warm.rate / at100('(b) WeChat only').rate,
      warm.rate >= 0.8 * at100('(b) WeChat only').rate,
    ],
    [
      'warm : (c), at least 1.5',
      warm.rate / at100('(c) no cache').rate,
      warm.rate >= 1.5 * at100('(c) no cache').rate,
    ],
    [
      'p99 warm : (c), at most 1',
      warm.p99 / at100('(c) no cache').p99,
      warm.p99 <= at100('(c) no cache').p99,
    ],
  ];
  lines.push('', 'at 100 connections:');
  for (const [what, ratio, good] of verdicts)
    lines.push(`  ${what.padEnd(28)} ${ratio.toFixed(2)}  ${good ? 'yes' : 'NO'}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  try {
    await run(folder);
  } finally {
    stopAll();
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
