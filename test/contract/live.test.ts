import type { ContractTarget } from './ci-client';
import { describePicQueueContract } from './picqueue-contract';

/**
 * The battery on a real bucket, `npm run test:live`: CI_LIVE_BUCKET (with the appid), CI_LIVE_REGION, COS_SECRET_ID,
 * COS_SECRET_KEY, and COS_SESSION_TOKEN with temporary keys. It reads only, unless CI_LIVE_WRITE=1: then the first
 * queue of the bucket is paused and resumed, so give it a bucket where nobody minds.
 */
const NEEDED = ['CI_LIVE_BUCKET', 'CI_LIVE_REGION', 'COS_SECRET_ID', 'COS_SECRET_KEY'] as const;

const variable = (name: string): string => process.env[name] ?? '';
const missing = NEEDED.filter((name) => variable(name) === '');

const target = (): ContractTarget => {
  const sessionToken = variable('COS_SESSION_TOKEN');
  return {
    bucket: variable('CI_LIVE_BUCKET'),
    region: variable('CI_LIVE_REGION'),
    secretId: variable('COS_SECRET_ID'),
    secretKey: variable('COS_SECRET_KEY'),
    ...(sessionToken === '' ? {} : { sessionToken }),
  };
};

if (missing.length === 0) {
  describePicQueueContract('picqueue of a real bucket', {
    start: () => Promise.resolve(target()),
    stop: () => Promise.resolve(),
    write: variable('CI_LIVE_WRITE') === '1',
  });
} else if (process.env['npm_lifecycle_event'] === 'test:live') {
  test('a real bucket is named by the environment', () => {
    throw new Error(`Set ${missing.join(', ')} to test a real bucket.`);
  });
} else {
  test.skip('a real bucket is tested by npm run test:live', () => undefined);
}
