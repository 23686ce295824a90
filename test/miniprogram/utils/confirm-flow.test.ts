import { ConfirmFlow, QuestionGate, type ActOutcome } from '../../../miniprogram/utils/confirm-flow';

const always = (): boolean => true;

function flowOf(act: (question: string) => Promise<number>) {
  const log: string[] = [];
  const flow = new ConfirmFlow<string, number>({
    show: (question) => log.push(`show ${String(question)}`),
    act: (question) => {
      log.push(`act ${question}`);
      return act(question);
    },
    report: (question, outcome: ActOutcome<number>) =>
      log.push(`report ${question} ${outcome.ok ? outcome.result : String(outcome.failure)}`),
    reload: (question) => {
      log.push(`reload ${question}`);
      return Promise.resolve();
    },
  });
  return { flow, log };
}

test('a yes acts, reports and reloads, in this order', async () => {
  const { flow, log } = flowOf(() => Promise.resolve(7));
  flow.ask('pause q', always);
  await flow.confirm();
  expect(log).toEqual(['show pause q', 'show null', 'act pause q', 'report pause q 7', 'reload pause q']);
});

test('two taps on yes are one act', async () => {
  const { flow, log } = flowOf(() => Promise.resolve(7));
  flow.ask('pause q', always);
  await Promise.all([flow.confirm(), flow.confirm()]);
  expect(log.filter((entry) => entry.startsWith('act'))).toEqual(['act pause q']);
});

test('nothing is reported before the act has ended', async () => {
  let finish: (value: number) => void = () => undefined;
  const { flow, log } = flowOf(() => new Promise((resolve) => (finish = resolve)));
  flow.ask('pause q', always);
  const confirmed = flow.confirm();
  expect(log.at(-1)).toBe('act pause q');
  finish(7);
  await confirmed;
  expect(log).toContain('report pause q 7');
});

test('a failure is reported and then read again', async () => {
  const { flow, log } = flowOf(() => Promise.reject(new Error('no')));
  flow.ask('pause q', always);
  await flow.confirm();
  expect(log.slice(-2)).toEqual(['report pause q Error: no', 'reload pause q']);
});

test('a no does nothing, and a yes after it finds no question', async () => {
  const { flow, log } = flowOf(() => Promise.resolve(7));
  flow.ask('pause q', always);
  flow.cancel();
  await flow.confirm();
  expect(log).toEqual(['show pause q', 'show null']);
});

test('a question that may not be asked is not shown, and a yes does not find it', async () => {
  const { flow, log } = flowOf(() => Promise.resolve(7));
  flow.ask('pause q', () => false);
  await flow.confirm();
  expect(log).toEqual([]);
});

describe('what may be asked', () => {
  const page = { isAsking: false };
  let gate: QuestionGate;

  beforeEach(() => {
    page.isAsking = false;
    gate = new QuestionGate(() => page.isAsking);
  });

  test('what was wished for, also later', () => {
    const mayAsk = gate.wish();
    expect([mayAsk(), mayAsk()]).toEqual([true, true]);
  });

  test('the last of several wishes, and no other', () => {
    const first = gate.wish();
    const last = gate.wish();
    expect([first(), last()]).toEqual([false, true]);
  });

  test('nothing while a question is open, whichever came first', () => {
    const before = gate.wish();
    page.isAsking = true;
    expect([before(), gate.wish()()]).toEqual([false, false]);
  });

  test('nothing after the admin has turned to something else', () => {
    const mayAsk = gate.wish();
    gate.drop();
    expect(mayAsk()).toBe(false);
  });

  test('nothing while the page is hidden, and nothing of before when it is shown again', () => {
    const before = gate.wish();
    gate.hide();
    expect([before(), gate.wish()()]).toEqual([false, false]);
    gate.show();
    expect([before(), gate.wish()()]).toEqual([false, true]);
  });
});
