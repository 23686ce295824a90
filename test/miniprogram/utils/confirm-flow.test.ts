import { ConfirmFlow, type ActOutcome } from '../../../miniprogram/utils/confirm-flow';

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
  flow.ask('pause q');
  await flow.confirm();
  expect(log).toEqual(['show pause q', 'show null', 'act pause q', 'report pause q 7', 'reload pause q']);
});

test('two taps on yes are one act', async () => {
  const { flow, log } = flowOf(() => Promise.resolve(7));
  flow.ask('pause q');
  await Promise.all([flow.confirm(), flow.confirm()]);
  expect(log.filter((entry) => entry.startsWith('act'))).toEqual(['act pause q']);
});

test('nothing is reported before the act has ended', async () => {
  let finish: (value: number) => void = () => undefined;
  const { flow, log } = flowOf(() => new Promise((resolve) => (finish = resolve)));
  flow.ask('pause q');
  const confirmed = flow.confirm();
  expect(log.at(-1)).toBe('act pause q');
  finish(7);
  await confirmed;
  expect(log).toContain('report pause q 7');
});

test('a failure is reported and then read again', async () => {
  const { flow, log } = flowOf(() => Promise.reject(new Error('no')));
  flow.ask('pause q');
  await flow.confirm();
  expect(log.slice(-2)).toEqual(['report pause q Error: no', 'reload pause q']);
});

test('a no does nothing, and a yes after it finds no question', async () => {
  const { flow, log } = flowOf(() => Promise.resolve(7));
  flow.ask('pause q');
  flow.cancel();
  await flow.confirm();
  expect(log).toEqual(['show pause q', 'show null']);
});

test('yes answers the question that is on the screen', async () => {
  const { flow, log } = flowOf(() => Promise.resolve(7));
  flow.ask('pause q');
  flow.ask('resume r');
  await flow.confirm();
  expect(log.filter((entry) => entry.startsWith('act'))).toEqual(['act resume r']);
});
