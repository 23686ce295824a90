import { adviseFields, FIELD_ADVICE, WARNINGS } from '../../../miniprogram/models/field-advice';
import { fieldsOf, type QueueFields } from '../../../miniprogram/models/fields';
import { makeQueue } from '../../support/make-queue';

const advise = (fields: Partial<QueueFields>) =>
  adviseFields(fieldsOf(makeQueue()), { ...fieldsOf(makeQueue()), ...fields });

test.each([
  ['https://a.example.com/ci', []],
  ['https://a.example.com:443/ci', []],
  ['http://a.example.com:80/ci', ['NOT_ENCRYPTED']],
  ['https://a.example.com:8443/ci', ['PORT_UNDOCUMENTED']],
  ['https://a.example.com:80/ci', ['PORT_UNDOCUMENTED']],
  ['https://192.168.1.8/ci', ['HOST_NOT_PUBLIC']],
  ['https://localhost/ci', ['HOST_NOT_PUBLIC']],
  ['https://[::1]/ci', ['HOST_NOT_PUBLIC']],
  ['https://a.example.com/ci?token=one', ['TOKEN_IN_URL']],
  ['https://a.example.com/ci?app=goods', []],
  ['https://a.example.com/ci?app=goods&k=4f1c9e7b2a4f1c9e7b2a', ['TOKEN_IN_URL']],
  ['https://a.example.com/ci?token=***', ['HIDDEN_PART']],
  ['http://10.0.0.1:8080/?key=x', ['HOST_NOT_PUBLIC', 'NOT_ENCRYPTED', 'PORT_UNDOCUMENTED', 'TOKEN_IN_URL']],
  ['not an address', []],
  ['', []],
])('%s', (url, advice) => {
  expect(advise({ url }).url).toEqual(advice);
});

test('an address that is kept for another type is not advised about', () => {
  expect(advise({ type: 'TDMQ', url: 'http://10.0.0.1/' }).url).toEqual([]);
});

test.each([
  ['TaskFinish,WorkflowFinish', ['BOTH_EVENTS']],
  [' WorkflowFinish , TaskFinish ', ['BOTH_EVENTS']],
  ['TaskFinish', ['NO_WORKFLOW_EVENT']],
  ['WorkflowFinish,Other', ['NO_TASK_EVENT']],
  ['', []],
])('events %s', (events, advice) => {
  expect(advise({ events }).events).toEqual(advice);
});

test('a format that is not set is XML', () => {
  expect(advise({ resultFormat: '' }).resultFormat).toEqual(['XML_BY_DEFAULT']);
  expect(advise({ resultFormat: 'XML' }).resultFormat).toEqual([]);
});

test('a job’s own callback counts instead', () => {
  expect(advise({}).type).toEqual(['JOB_OVERRIDES']);
});

test('callbacks that are off need no advice', () => {
  expect(advise({ notifyState: 'Off', url: 'http://10.0.0.1/', resultFormat: '' })).toEqual({ name: [] });
});

test.each([
  ['128 letters', 'n'.repeat(128), []],
  ['42 Chinese characters, which are 126 bytes', '队'.repeat(42), []],
  ['43 Chinese characters, which are 129 bytes', '队'.repeat(43), ['NAME_BYTES']],
  ['128 Chinese characters', '队'.repeat(128), ['NAME_BYTES']],
])('a new name of %s', (_what, name, advice) => {
  expect(advise({ name }).name).toEqual(advice);
  expect(advise({ name, notifyState: 'Off' }).name).toEqual(advice);
});

test('a long name that the queue has already is not advised about', () => {
  const seen = fieldsOf(makeQueue({ Name: '队'.repeat(100) }));
  expect(adviseFields(seen, { ...seen, state: 'Paused' }).name).toEqual([]);
});

test.each([
  ['https://a.example.com/回调', ['ODD_CHARACTERS']],
  ['https://a.example.com/\u0001x', ['ODD_CHARACTERS']],
  ['https://a\u202eb.example.com/', ['ODD_CHARACTERS']],
  ['https://127.0.0.0x1/', ['HOST_NOT_PUBLIC']],
  ['https://metadata.tencentyun.com/', ['HOST_NOT_PUBLIC']],
])('an odd address that the queue has already is warned of: %j', (url, advice) => {
  expect(advise({ url }).url).toEqual(advice);
});

test('warnings are advice', () => {
  expect(FIELD_ADVICE).toEqual(expect.arrayContaining([...WARNINGS]));
});
