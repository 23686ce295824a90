import { isAllowed, parsePolicy } from './policy';

const RESOURCE = 'qcs::ci:ap-guangzhou:uid/1250000000:bucket/goods-1250000000/*';
const LIST = 'ci:DescribePicProcessQueues';

const allows = (statement: object[], action = LIST): boolean =>
  isAllowed(parsePolicy(encodeURIComponent(JSON.stringify({ version: '2.0', statement }))), action, RESOURCE);

const allow = (action: string | string[], resource: string | string[]) => ({
  effect: 'allow',
  action,
  resource,
});

describe('actions', () => {
  test.each([LIST, `name/${LIST}`, 'ci:Describe*', 'name/ci:*', '*'])('%s covers the list', (action) => {
    expect(allows([allow(action, '*')])).toBe(true);
  });

  test.each([
    'ci:UpdatePicProcessQueue',
    'ci:describepicprocessqueues',
    'cos:DescribePicProcessQueues',
    LIST.slice(0, -1),
  ])('%s does not', (action) => {
    expect(allows([allow(action, '*')])).toBe(false);
  });

  test('the right to read is none to write', () => {
    expect(allows([allow(LIST, '*')], 'ci:UpdatePicProcessQueue')).toBe(false);
  });
});

describe('resources', () => {
  test.each([RESOURCE, RESOURCE.replace('ap-guangzhou', ''), RESOURCE.replace('ap-guangzhou', '*'), '*'])(
    '%s covers the bucket',
    (resource) => {
      expect(allows([allow(LIST, ['qcs::ci:ap-x:uid/1:bucket/other-1/*', resource])])).toBe(true);
    },
  );

  test.each([
    RESOURCE.replace('guangzhou', 'beijing'),
    RESOURCE.replace('goods', 'good'),
    RESOURCE.replace('uid/1250000000', 'uid/1250000001'),
    // The form of COS, without "bucket/", and a part of the bucket only.
    'qcs::ci:ap-guangzhou:uid/1250000000:goods-1250000000/*',
    RESOURCE.replace('/*', '/pictures/*'),
    RESOURCE.replace('ci', 'cos'),
  ])('%s does not', (resource) => {
    expect(allows([allow(LIST, resource)])).toBe(false);
  });
});

test('a deny wins over an allow, wherever it stands', () => {
  const deny = { effect: 'deny', action: LIST, resource: '*' };
  expect(allows([deny, allow('*', '*')])).toBe(false);
  expect(allows([allow('*', '*'), deny])).toBe(false);
});

test('what no statement names is denied', () => {
  expect(allows([allow('ci:CreatePicProcessJobs', '*')])).toBe(false);
});
