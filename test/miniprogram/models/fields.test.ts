import {
  applyChanges,
  changesOf,
  diffFields,
  fieldsOf,
  isSameValue,
  withMember,
} from '../../../miniprogram/models/fields';
import { makeQueue } from '../../support/make-queue';

describe('differences', () => {
  test('equal fields have none', () => {
    expect(diffFields(fieldsOf(makeQueue()), fieldsOf(makeQueue()))).toEqual([]);
  });

  test('the order of events is no difference, a missing one is', () => {
    expect(isSameValue('events', 'TaskFinish,WorkflowFinish', 'WorkflowFinish, TaskFinish')).toBe(true);
    expect(isSameValue('events', 'TaskFinish,WorkflowFinish', 'TaskFinish')).toBe(false);
    expect(isSameValue('url', 'a,b', 'b,a')).toBe(false);
  });

  test('each changed field is told with both values', () => {
    const from = fieldsOf(makeQueue());
    const changes = diffFields(from, { ...from, name: 'x', state: 'Paused' });
    expect(changes).toEqual([
      { field: 'name', from: 'queue-pic-process-1', to: 'x' },
      { field: 'state', from: 'Active', to: 'Paused' },
    ]);
    expect(changesOf(changes)).toEqual({ name: 'x', state: 'Paused' });
  });
});

describe('what is sent', () => {
  const odd = makeQueue({
    Name: '  odd name ',
    NotifyConfig: {
      Url: ' http://a/?x=1&y=2 ',
      Event: 'B,A,New',
      Later: { Deep: ['1', '2'] },
      State: 'On',
      Type: 'Kafka',
    },
  });

  test('is what came in, if nothing changes', () => {
    expect(applyChanges(odd.wire, {})).toEqual(odd.wire);
    expect(applyChanges(odd.wire, {}).NotifyConfig).toBe(odd.wire.NotifyConfig);
  });

  test('pausing touches State alone', () => {
    expect(applyChanges(odd.wire, { state: 'Paused' })).toEqual({ ...odd.wire, State: 'Paused' });
  });

  test('a changed callback field leaves its neighbours and their order alone', () => {
    const sent = applyChanges(odd.wire, { url: 'https://b.example.com/' });
    expect(Object.entries(sent.NotifyConfig)).toEqual([
      ['Url', 'https://b.example.com/'],
      ['Event', 'B,A,New'],
      ['Later', { Deep: ['1', '2'] }],
      ['State', 'On'],
      ['Type', 'Kafka'],
    ]);
    expect(sent.Name).toBe('  odd name ');
  });

  test('callbacks can be switched on where CI sent a blank NotifyConfig', () => {
    const sent = applyChanges(makeQueue({ NotifyConfig: '\n  ' }).wire, {
      notifyState: 'On',
      type: 'Url',
      events: 'TaskFinish',
    });
    expect(sent.NotifyConfig).toEqual({ State: 'On', Event: 'TaskFinish', Type: 'Url' });
  });
});

describe('events', () => {
  test('unknown members and the order survive a toggle', () => {
    expect(withMember('WorkflowFinish,Later,TaskFinish', 'TaskFinish', false)).toBe('WorkflowFinish,Later');
    expect(withMember('WorkflowFinish,Later', 'TaskFinish', true)).toBe('WorkflowFinish,Later,TaskFinish');
  });

  test('switching on what is on changes not even the padding', () => {
    expect(withMember(' TaskFinish , Later', 'TaskFinish', true)).toBe(' TaskFinish , Later');
  });
});
