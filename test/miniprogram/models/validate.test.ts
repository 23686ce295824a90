import { fieldsOf, type FieldChanges } from '../../../miniprogram/models/fields';
import { NAME_MAX_LENGTH, validateFields } from '../../../miniprogram/models/validate';
import { makeQueue } from '../../support/make-queue';

const before = fieldsOf(makeQueue());
const errorsAfter = (changes: FieldChanges, from = before) => validateFields(from, { ...from, ...changes });

test('a queue that does not change is never refused', () => {
  const odd = fieldsOf(
    makeQueue({ Name: 'with space. and 😀', State: 'Odd', NotifyConfig: { State: 'On', Type: 'Kafka' } }),
  );
  expect(validateFields(odd, odd)).toEqual({});
  expect(errorsAfter({ state: 'Paused' }, odd)).toEqual({});
});

describe('name', () => {
  test.each(['图片-1_*', 'a', '队'.repeat(NAME_MAX_LENGTH)])('%p is fine', (name) => {
    expect(errorsAfter({ name })).toEqual({});
  });

  test.each([
    ['', 'NAME_REQUIRED'],
    ['a b', 'NAME_CHARACTERS'],
    ['a.b', 'NAME_CHARACTERS'],
    ['a😀', 'NAME_CHARACTERS'],
    ['x'.repeat(NAME_MAX_LENGTH + 1), 'NAME_TOO_LONG'],
  ])('%p is not', (name, error) => {
    expect(errorsAfter({ name })).toEqual({ name: error });
  });
});

describe('callbacks', () => {
  const off = fieldsOf(makeQueue({ NotifyConfig: '' }));

  test('on needs an event and a type', () => {
    expect(errorsAfter({ notifyState: 'On' }, off)).toEqual({
      events: 'EVENTS_REQUIRED',
      type: 'TYPE_REQUIRED',
    });
  });

  test('off needs nothing', () => {
    expect(errorsAfter({ notifyState: 'Off', events: '', type: '', url: '' })).toEqual({});
  });

  test('by address needs a public http(s) address', () => {
    const url = (text: string) => errorsAfter({ url: text }).url;
    expect(url('')).toBe('URL_REQUIRED');
    expect(url('callback')).toBe('URL_INVALID');
    expect(url('ftp://a.example.com')).toBe('URL_INVALID');
    expect(url('https://192.168.1.1/')).toBe('URL_NOT_PUBLIC');
    expect(url('http://a.example.com/')).toBeUndefined();
  });

  test('by queue needs mode, region and name', () => {
    expect(errorsAfter({ type: 'TDMQ' })).toEqual({
      mqMode: 'MQ_MODE_REQUIRED',
      mqRegion: 'MQ_REGION_REQUIRED',
      mqName: 'MQ_NAME_REQUIRED',
    });
    expect(errorsAfter({ type: 'TDMQ', mqMode: 'Topic', mqRegion: 'sh', mqName: 'done' })).toEqual({});
    expect(errorsAfter({ type: 'TDMQ', mqMode: 'Fanout', mqRegion: 'us', mqName: ' ' })).toEqual({
      mqMode: 'VALUE_UNKNOWN',
      mqRegion: 'VALUE_UNKNOWN',
      mqName: 'MQ_NAME_REQUIRED',
    });
  });

  test('switched on again, an address that slept through the rules has to meet them', () => {
    const sleeping = fieldsOf(
      makeQueue({
        NotifyConfig: { State: 'Off', Type: 'Url', Event: 'TaskFinish', Url: 'http://10.0.0.1/' },
      }),
    );
    expect(errorsAfter({ name: 'x' }, sleeping)).toEqual({});
    expect(errorsAfter({ notifyState: 'On' }, sleeping)).toEqual({ url: 'URL_NOT_PUBLIC' });
  });

  test('an undocumented value that is kept does not stand in the way of turning them on', () => {
    const later = fieldsOf(
      makeQueue({
        NotifyConfig: {
          State: 'Off',
          Type: 'TDMQ',
          Event: 'TaskFinish',
          MqMode: 'Fanout',
          MqRegion: 'us',
          MqName: 'jobs',
        },
      }),
    );
    expect(errorsAfter({ notifyState: 'On' }, later)).toEqual({});
  });

  test('a setting of another type is not checked', () => {
    expect(errorsAfter({ mqMode: 'Fanout', mqRegion: 'us' })).toEqual({});
  });

  test('a value that nobody documents cannot be chosen', () => {
    expect(errorsAfter({ type: 'Smoke' })).toEqual({ type: 'VALUE_UNKNOWN' });
    expect(errorsAfter({ resultFormat: 'YAML' })).toEqual({ resultFormat: 'VALUE_UNKNOWN' });
    expect(errorsAfter({ state: 'Gone', notifyState: 'Maybe' })).toEqual({
      state: 'VALUE_UNKNOWN',
      notifyState: 'VALUE_UNKNOWN',
    });
  });
});
