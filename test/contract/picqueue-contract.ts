import type COS from 'cos-nodejs-sdk-v5';
import { askCi, type CiAnswer, type ContractTarget, makeClient, type Parsed } from './ci-client';
import { asElement, childrenOf, textOf, toXml } from './parsed';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0800$/;
const NO_SUCH_ID = `p${'0'.repeat(32)}`;

const without = (element: Parsed | undefined, ...names: string[]): Record<string, Parsed> => {
  const rest = { ...asElement(element) };
  for (const name of names) Reflect.deleteProperty(rest, name);
  return rest;
};

const bodyFor = (queue: Parsed | undefined, state: string): string => {
  const [config = ''] = childrenOf(queue, 'NotifyConfig');
  const name = toXml('Name', textOf(queue, 'Name') ?? '');
  return `<Request>${name}<State>${state}</State>${toXml('NotifyConfig', config)}</Request>`;
};

/** What the battery runs against. */
export interface ContractRun {
  /** Called before the tests; the bucket must have at least one queue. */
  start: () => Promise<ContractTarget>;
  /** Called after them. */
  stop: () => Promise<void>;
  /** Whether the first queue may be paused and resumed. It is put back as it was. */
  write: boolean;
}

/**
 * What the console counts on in CI's `/picqueue`, as tests: run on the stand-in always, and on a real bucket when
 * there is one. Only what the documents promise is asked for, so that both can pass.
 */
export const describePicQueueContract = (title: string, { start, stop, write }: ContractRun): void => {
  describe(title, () => {
    let target: ContractTarget;
    let client: COS;
    let first: Parsed | undefined;
    beforeAll(async () => {
      target = await start();
      client = makeClient(target);
      [first] = childrenOf((await list()).response, 'QueueList');
    });
    afterAll(stop);

    const list = (query: Record<string, string> = {}): Promise<CiAnswer> =>
      askCi(client, target, { method: 'GET', path: '/picqueue', query });
    const idOf = (queue: Parsed | undefined): string => textOf(queue, 'QueueId') ?? '';
    const readFirst = async (): Promise<Parsed | undefined> =>
      childrenOf((await list({ queueIds: idOf(first) })).response, 'QueueList')[0];
    const put = (id: string, body: string): Promise<CiAnswer> =>
      askCi(client, target, { method: 'PUT', path: `/picqueue/${id}`, body });

    describe('listing by page', () => {
      test('says what it counted, and which page it is', async () => {
        const { status, response, requestId } = await list({ pageNumber: '1', pageSize: '10' });
        expect(status).toBe(200);
        expect(requestId).not.toBe('');
        expect(Number(textOf(response, 'TotalCount'))).toBeGreaterThan(0);
        expect(textOf(response, 'PageNumber')).toBe('1');
        expect(textOf(response, 'PageSize')).toBe('10');
      });

      test('a queue has the fields of the document', () => {
        expect(idOf(first)).toMatch(/^p[0-9a-f]{32}$/);
        expect(textOf(first, 'Name')).not.toBe('');
        expect(['Active', 'Paused']).toContain(textOf(first, 'State'));
        expect(childrenOf(first, 'NotifyConfig')).toHaveLength(1);
        expect(Number(textOf(first, 'MaxSize'))).toBeGreaterThan(0);
        expect(Number(textOf(first, 'MaxConcurrent'))).toBeGreaterThan(0);
        expect(textOf(first, 'CreateTime')).toMatch(TIME);
        expect(textOf(first, 'UpdateTime')).toMatch(TIME);
      });

      test('pages of one give every queue once', async () => {
        const total = Number(textOf((await list()).response, 'TotalCount'));
        const ids = new Set<string>();
        for (let page = 1; page <= total; page += 1) {
          const { response } = await list({ pageNumber: String(page), pageSize: '1' });
          for (const queue of childrenOf(response, 'QueueList')) ids.add(idOf(queue));
        }
        expect(ids.size).toBe(total);
      });

      test('a page behind the last is empty', async () => {
        const { status, response } = await list({ pageNumber: '1000', pageSize: '10' });
        expect(status).toBe(200);
        expect(childrenOf(response, 'QueueList')).toEqual([]);
      });

      test.each(['Active', 'Paused'])('state=%s gives only such queues', async (state) => {
        const { status, response } = await list({ state });
        expect(status).toBe(200);
        const states = childrenOf(response, 'QueueList').map((queue) => textOf(queue, 'State'));
        expect(states).toEqual(states.map(() => state));
        if (textOf(first, 'State') === state) expect(states).not.toEqual([]);
      });
    });

    describe('listing by id', () => {
      test('gives that queue', async () => {
        expect(await readFirst()).toEqual(first);
      });

      test('names every id that does not exist', async () => {
        const { status, response } = await list({ queueIds: `${idOf(first)},${NO_SUCH_ID}` });
        expect(status).toBe(200);
        expect(childrenOf(response, 'QueueList').map(idOf)).toEqual([idOf(first)]);
        expect(childrenOf(response, 'NonExistPIDs').map(String)).toEqual([NO_SUCH_ID]);
      });
    });

    test('a wrong key is refused with a code and a request id', async () => {
      const wrong = makeClient({ ...target, secretKey: `${target.secretKey}0` });
      const { status, code, requestId } = await askCi(wrong, target, { method: 'GET', path: '/picqueue' });
      expect([401, 403]).toContain(status);
      expect(code).toMatch(/^[A-Z]\w+$/);
      expect(requestId).not.toBe('');
    });

    (write ? describe : describe.skip)('updating', () => {
      test('pausing and resuming change State and UpdateTime only', async () => {
        const before = await readFirst();
        const state = textOf(before, 'State') ?? '';
        const other = state === 'Active' ? 'Paused' : 'Active';
        try {
          const answer = await put(idOf(before), bodyFor(before, other));
          expect(answer.status).toBe(200);
          const [answered] = childrenOf(answer.response, 'Queue');
          expect(idOf(answered)).toBe(idOf(before));
          expect(textOf(answered, 'State')).toBe(other);
          const after = await readFirst();
          expect(textOf(after, 'State')).toBe(other);
          expect(textOf(after, 'UpdateTime')).toMatch(TIME);
          expect(textOf(after, 'UpdateTime')).not.toBe(textOf(before, 'UpdateTime'));
          expect(without(after, 'State', 'UpdateTime')).toEqual(without(before, 'State', 'UpdateTime'));
        } finally {
          expect((await put(idOf(before), bodyFor(before, state))).status).toBe(200);
        }
        expect(without(await readFirst(), 'UpdateTime')).toEqual(without(before, 'UpdateTime'));
      });

      test('a queue that does not exist can not be updated', async () => {
        const { status, code } = await put(NO_SUCH_ID, bodyFor(first, 'Paused'));
        expect(Math.floor(status / 100)).toBe(4);
        expect(code).toMatch(/^[A-Z]\w+$/);
      });
    });
  });
};
