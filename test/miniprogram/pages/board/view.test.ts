import '../../../component-support/fake-wx';
import { startLoading, withBucket } from '../../../../miniprogram/models/board';
import { AppError } from '../../../../miniprogram/models/errors';
import { firstRowOf, PHOTOS } from './bench';

const loading = startLoading([], [PHOTOS]);

test('a bucket whose answer may come any moment is a ghost, one that takes longer has a name', () => {
  expect(firstRowOf(loading, true)).toMatchObject({ kind: 'bucket', skeleton: true, ghost: true });
  expect(firstRowOf(loading, false)).toMatchObject({ kind: 'bucket', skeleton: true, ghost: false });
});

test('a bucket that has answered is none, however soon', () => {
  const failed = withBucket(loading, PHOTOS, { loading: false, error: new AppError('ACCESS_DENIED') });
  const empty = withBucket(loading, PHOTOS, { loading: false, known: true });
  for (const board of [failed, empty]) {
    expect(firstRowOf(board, true)).toMatchObject({ skeleton: false, ghost: false });
  }
});
