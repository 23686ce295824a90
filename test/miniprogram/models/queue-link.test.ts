import { parseQueueRef, queuePath } from '../../../miniprogram/models/queue-link';

const ref = {
  bucket: 'photos-1250000000',
  region: 'ap-guangzhou',
  queueId: 'p8366c460c67b4c65a9bf81b41eaa3c4b',
};

test('a link is read back as it was written', () => {
  const [path = '', query = ''] = queuePath(ref).split('?');

  expect(path).toBe('/pages/queue/queue');
  expect(parseQueueRef(Object.fromEntries(query.split('&').map((pair) => pair.split('='))))).toEqual(ref);
});

test('values that are still URI-encoded are decoded', () => {
  expect(parseQueueRef({ ...ref, bucket: 'photos%2D1250000000' })).toEqual(ref);
});

test.each([
  ['nothing at all', {}],
  ['no bucket', { region: ref.region, queueId: ref.queueId }],
  ['no region', { bucket: ref.bucket, queueId: ref.queueId }],
  ['no queue', { bucket: ref.bucket, region: ref.region }],
  ['a bucket without its appid', { ...ref, bucket: 'photos' }],
  ['a bucket that would lead to another host', { ...ref, bucket: 'evil.example%2F-1250000000' }],
  ['a region that would lead to another host', { ...ref, region: 'ap-guangzhou.evil' }],
  ['a queue that would lead to another path', { ...ref, queueId: '..%2Fpicbucket' }],
  ['a broken encoding', { ...ref, queueId: 'p%' }],
])('a link with %s is refused', (_, query) => {
  expect(parseQueueRef(query)).toBeUndefined();
});
