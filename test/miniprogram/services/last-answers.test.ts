import { AppError } from '../../../miniprogram/models/errors';
import { lastAnswer, noteAnswer } from '../../../miniprogram/services/ci/last-answers';

const place = { bucket: 'photos-1250000000', region: 'ap-guangzhou' };

afterEach(() => {
  jest.restoreAllMocks();
});

/** Notes an answer at a time of the phone's clock. */
function noteAt(endedAt: number, failure: AppError | undefined, where = place): void {
  jest.spyOn(Date, 'now').mockReturnValue(endedAt);
  noteAnswer(where, failure);
}

test('a bucket that was not asked has no answer', () => {
  expect(lastAnswer({ ...place, bucket: 'never-1250000000' })).toBeUndefined();
});

test('only the last answer counts, well or not', () => {
  const failure = new AppError('TIMEOUT');
  noteAt(1_000, undefined);
  expect(lastAnswer(place)).toEqual({ endedAt: 1_000, failure: undefined });
  noteAt(2_000, failure);
  expect(lastAnswer(place)?.endedAt).toBe(2_000);
  expect(lastAnswer(place)?.failure).toBe(failure);
  noteAt(3_000, undefined);
  expect(lastAnswer(place)).toEqual({ endedAt: 3_000, failure: undefined });
});

test('a bucket of the same name in another region has an answer of its own', () => {
  noteAt(1_000, undefined);
  noteAt(2_000, new AppError('NETWORK'), { ...place, region: 'ap-shanghai' });
  expect(lastAnswer(place)).toEqual({ endedAt: 1_000, failure: undefined });
});

test('what else is known of the place, e.g. its label, makes no other bucket of it', () => {
  const grant = { ...place, label: '商品图片' };
  noteAt(4_000, undefined, grant);
  expect(lastAnswer(place)?.endedAt).toBe(4_000);
});
