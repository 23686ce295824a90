import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ciHost, sendRaw, seedBucket, seedQueue } from './cloud/testing';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let phoneDir: string;
beforeAll(async () => {
  phoneDir = await mkdtemp(join(tmpdir(), 'queue-console-test-'));
  sandbox = await startSandbox({ phoneDir });
});
afterAll(async () => {
  await sandbox.close();
  await rm(phoneDir, { recursive: true });
});
beforeEach(() => {
  sandbox.cloud.reset({});
});

const post = async (path: string, body: string) => {
  const { status, body: text } = await sendRaw(sandbox.url, { method: 'POST', path, body });
  return { status, data: JSON.parse(text) as unknown };
};

test.each([
  ['a long part', `/${'a'.repeat(300)}`],
  ['many parts', `/${'a/'.repeat(4_000)}`],
  ['a long part below the control endpoints', `/__sandbox/${'a'.repeat(8_000)}`],
])('a path with %s is not found', async (_what, path) => {
  expect((await sendRaw(sandbox.url, { path })).status).toBe(404);
});

test.each([
  ['past the last date', 8.64e15],
  ['before the first date', -8.64e15],
  ['past the year 9999', 253_402_300_800_000],
  ['no whole number', 1.5],
])('a clock that is moved %s is refused', async (_what, ms) => {
  const { status, data } = await post(
    '/__sandbox/faults',
    JSON.stringify([{ service: 'ci', kind: 'clock', ms }]),
  );
  expect(status).toBe(400);
  expect(data).toEqual({ error: expect.stringContaining('0.ms') });
});

test('a clock that is moved by ten years still stamps a write', async () => {
  const { bucket, queueId } = seedQueue(sandbox.cloud, 'goods-image');
  const ms = 3_650 * 24 * 3_600_000;
  for (const by of [ms, -ms]) {
    expect(
      (await post('/__sandbox/faults', JSON.stringify([{ service: 'ci', kind: 'clock', ms: by }]))).status,
    ).toBe(200);
    expect((await post('/__sandbox/edit', JSON.stringify({ bucket, queueId, name: 'a' }))).status).toBe(200);
  }
});

test.each([
  ['buckets', { buckets: 1.5 }],
  ['buckets', { buckets: 0 }],
  ['buckets', { buckets: -1, queuesPerBucket: 1 }],
  ['queuesPerBucket', { buckets: 1, queuesPerBucket: 1_001 }],
  ['buckets', { queuesPerBucket: 1 }],
])('a reset with an odd number names %s', async (field, input) => {
  const { status, data } = await post('/__sandbox/reset', JSON.stringify(input));
  expect(status).toBe(400);
  expect(data).toEqual({ error: expect.stringMatching(new RegExp(`^${field}: `)) });
});

test('a timeout with a fraction is a timeout', async () => {
  sandbox.cloud.setFaults([{ service: 'ci', kind: 'latency', ms: 600_000 }]);
  const url = `https://${ciHost(seedBucket(sandbox.cloud, 'goods-image'))}/picqueue`;
  const { status, data } = await post('/__phone/request', JSON.stringify({ url, timeout: 1.5 }));
  expect([status, data]).toEqual([200, { errMsg: 'request:fail timeout', errno: 5 }]);
});

test.each([['0'], ['-1'], ['1e400'], ['"1"']])('a timeout of %s is refused', async (timeout) => {
  const { status, data } = await post(
    '/__phone/request',
    `{"url":"https://a.example.com/","timeout":${timeout}}`,
  );
  expect(status).toBe(400);
  expect(data).toEqual({ error: expect.stringMatching(/^timeout: /) });
});

test('callback settings that are nested without end are refused', async () => {
  const { bucket, queueId } = seedQueue(sandbox.cloud, 'goods-image');
  const notifyConfigXml = '<NotifyConfig>'.repeat(20_000) + '</NotifyConfig>'.repeat(20_000);
  const { status, data } = await post(
    '/__sandbox/edit',
    JSON.stringify({ bucket, queueId, notifyConfigXml }),
  );
  expect(status).toBe(400);
  expect(data).toEqual({ error: expect.stringContaining('notifyConfigXml') });
});
