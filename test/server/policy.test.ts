import { policyFor } from '../../server/src/access/policy';
import { parseAccess } from '../../server/src/access/list';
import { ACCESS } from './support/signing-server';

const { buckets } = parseAccess(JSON.stringify(ACCESS), 20);
const resource = [
  'qcs::ci:ap-guangzhou:uid/1250000000:bucket/goods-image-1250000000/*',
  'qcs::ci:ap-guangzhou:uid/1250000000:bucket/demo-image-1250000000/*',
];
const read = { effect: 'allow', action: ['name/ci:DescribePicProcessQueues'], resource };
const write = { effect: 'allow', action: ['name/ci:UpdatePicProcessQueue'], resource };

test('an operator may read and update the queues of these buckets, and nothing else', () => {
  expect(policyFor('operator', buckets)).toEqual({ version: '2.0', statement: [read, write] });
});

test('a viewer may read only', () => {
  expect(policyFor('viewer', buckets)).toEqual({ version: '2.0', statement: [read] });
});
