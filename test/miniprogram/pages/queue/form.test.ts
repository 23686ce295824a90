import {
  firstError,
  formChanges,
  formErrors,
  openForm,
  shownErrors,
  withTouched,
  withTried,
  withValue,
} from '../../../../miniprogram/pages/queue/form';
import { makeQueue } from '../../../support/make-queue';
import { makeNotified } from './support';

const form = openForm(makeQueue());

test('an edit starts with nothing changed and nothing wrong', () => {
  expect(formChanges(form)).toEqual([]);
  expect(formErrors(form)).toEqual({});
});

test('typing the old text again is no change', () => {
  expect(formChanges(withValue(withValue(form, 'name', 'other'), 'name', 'queue-pic-process-1'))).toEqual([]);
});

test('blanks and line ends around a pasted text are not written', () => {
  const pasted = withValue(form, 'url', '  https://new.example.com/ci \n');
  expect(formChanges(pasted)).toEqual([
    { field: 'url', from: 'https://callback.example.com/ci', to: 'https://new.example.com/ci' },
  ]);
  expect(formErrors(pasted)).toEqual({});
});

test('what is typed stays as typed', () => {
  expect(withValue(form, 'name', ' a b ').values.name).toBe(' a b ');
});

test('an error is shown once its field was left, not while it is first typed in', () => {
  const typing = withValue(form, 'name', 'a b');
  expect(shownErrors(typing)).toEqual({});
  expect(shownErrors(withTouched(typing, 'name'))).toEqual({ name: 'NAME_CHARACTERS' });
});

test('a tried save shows every error', () => {
  const wrong = withValue(withValue(form, 'name', ''), 'url', 'ftp://x');
  expect(shownErrors(withTried(wrong))).toEqual({ name: 'NAME_REQUIRED', url: 'URL_INVALID' });
});

test('the first error is the topmost one', () => {
  const wrong = withValue(withValue(form, 'url', ''), 'name', '');
  expect(firstError(formErrors(wrong))).toBe('name');
  expect(firstError({})).toBeUndefined();
});

test('an odd name that is there already does not stand in the way', () => {
  const odd = openForm(makeQueue({ Name: 'odd name.' }));
  expect(formErrors(withValue(odd, 'resultFormat', 'XML'))).toEqual({});
});

test('turning callbacks on asks for what they need', () => {
  const off = openForm(makeNotified({ State: 'Off', Event: '', Url: '' }));
  expect(formErrors(off)).toEqual({});
  expect(formErrors(withValue(off, 'notifyState', 'On'))).toEqual({
    events: 'EVENTS_REQUIRED',
    url: 'URL_REQUIRED',
  });
});

describe('a field of which a draft kept only a part', () => {
  const restored = openForm(makeQueue(), { url: 'https://a.example.com/?token=***' }, ['url']);

  test('stands in the way of saving, and says so at once', () => {
    expect(shownErrors(restored)).toEqual({ url: 'DRAFT_INCOMPLETE' });
  });

  test('is complete again when it was typed in', () => {
    expect(formErrors(withValue(restored, 'url', 'https://a.example.com/?token=1'))).toEqual({});
  });
});
