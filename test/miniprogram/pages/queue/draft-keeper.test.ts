import { AppError } from '../../../../miniprogram/models/errors';
import { DraftKeeper } from '../../../../miniprogram/pages/queue/draft-keeper';
import { openForm, withValue } from '../../../../miniprogram/pages/queue/form';
import * as drafts from '../../../../miniprogram/services/stored/drafts';
import { makeQueue } from '../../../support/make-queue';
import { makeNotified } from './support';

jest.mock('../../../../miniprogram/services/stored/drafts');
const { loadDraft, saveDraft, dropDraft } = jest.mocked(drafts);

const queue = makeQueue();
const edited = withValue(openForm(queue), 'name', 'renamed');
const draft = { changes: { name: 'renamed' }, seenUpdateTime: queue.updateTime, savedAt: 1, incomplete: [] };

let failures: number;
let keeper: DraftKeeper;

beforeEach(() => {
  jest.resetAllMocks();
  jest.useFakeTimers();
  failures = 0;
  keeper = new DraftKeeper(() => {
    failures++;
  });
});

afterEach(() => {
  jest.useRealTimers();
});

test('typing is written down once it rests, the last text alone', () => {
  keeper.keep(withValue(edited, 'name', 'r'));
  keeper.keep(edited);
  expect(saveDraft).not.toHaveBeenCalled();
  jest.runAllTimers();
  expect(saveDraft.mock.calls).toEqual([[queue, { name: 'renamed' }]]);
});

test('a page that goes away does not wait', () => {
  keeper.keep(edited);
  keeper.flush();
  expect(saveDraft).toHaveBeenCalledTimes(1);
  jest.runAllTimers();
  expect(saveDraft).toHaveBeenCalledTimes(1);
});

test('an edit that is back where it began leaves no draft', () => {
  keeper.keep(openForm(queue));
  keeper.flush();
  expect(saveDraft).not.toHaveBeenCalled();
  expect(dropDraft).toHaveBeenCalledTimes(1);
});

test('an edit that has ended is not written down afterwards', () => {
  keeper.keep(edited);
  keeper.drop(queue);
  jest.runAllTimers();
  expect(saveDraft).not.toHaveBeenCalled();
});

test('a draft is offered', () => {
  loadDraft.mockReturnValue(draft);
  expect(keeper.offer(queue)).toBe(draft);
  expect(dropDraft).not.toHaveBeenCalled();
});

test('a draft that the queue already agrees with is dropped', () => {
  loadDraft.mockReturnValue(draft);
  expect(keeper.offer(makeQueue({ Name: 'renamed' }))).toBeUndefined();
  expect(dropDraft).toHaveBeenCalledTimes(1);
});

test('a draft without its token agrees with an address that looks the same', () => {
  loadDraft.mockReturnValue({
    ...draft,
    changes: { url: 'https://a.example.com/?token=***' },
    incomplete: ['url'],
  });
  expect(keeper.offer(makeNotified({ Url: 'https://a.example.com/?token=s3cr3t' }))).toBeUndefined();
});

test('a phone without storage is told of once, and can still be used', () => {
  saveDraft.mockImplementation(() => {
    throw new AppError('STORAGE_FAILED');
  });
  for (let time = 0; time < 2; time++) {
    keeper.keep(edited);
    keeper.flush();
  }
  expect(failures).toBe(1);
});

test('any other failure is not hidden', () => {
  saveDraft.mockImplementation(() => {
    throw new Error('broken');
  });
  keeper.keep(edited);
  expect(() => {
    keeper.flush();
  }).toThrow('broken');
});
