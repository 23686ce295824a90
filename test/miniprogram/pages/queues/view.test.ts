import '../../../component-support/fake-wx';
import { startLoading, withBucket } from '../../../../miniprogram/models/board';
import { entriesOf } from '../../../../miniprogram/models/board-entries';
import { AppError } from '../../../../miniprogram/models/errors';
import { viewRow } from '../../../../miniprogram/pages/queues/view';
import { PHOTOS } from './bench';

const loading = startLoading([], [PHOTOS]);
const rowOf = (board: typeof loading, isEarly: boolean) => {
  const [entry] = entriesOf(board);
  if (entry === undefined) throw new Error('a bucket has a row until it has queues');
  return viewRow(entry, () => ({ phase: null, failure: null }), true, '', isEarly);
};

test('a bucket whose answer may come any moment is a ghost, one that takes longer has a name', () => {
  expect(rowOf(loading, true)).toMatchObject({ kind: 'bucket', skeleton: true, ghost: true });
  expect(rowOf(loading, false)).toMatchObject({ kind: 'bucket', skeleton: true, ghost: false });
});

test('a bucket that has answered is none, however soon', () => {
  const failed = withBucket(loading, PHOTOS, { loading: false, error: new AppError('ACCESS_DENIED') });
  const empty = withBucket(loading, PHOTOS, { loading: false, known: true });
  for (const board of [failed, empty]) {
    expect(rowOf(board, true)).toMatchObject({ skeleton: false, ghost: false });
  }
});
