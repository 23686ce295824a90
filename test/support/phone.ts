import { READ_POLICY } from '../../miniprogram/services/ci/read-policy';
import { installNodePhone, type NodePhone } from '../sandbox/phone/node-phone';
import type { SandboxRole } from '../sandbox/access-list';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';

/** The services, loaded anew: a phone on which the mini-program has just been opened. */
export interface Services {
  session: typeof import('../../miniprogram/services/access/session');
  queues: typeof import('../../miniprogram/services/ci/queues');
  writer: typeof import('../../miniprogram/services/writes/writer');
  pending: typeof import('../../miniprogram/services/writes/pending');
  paused: typeof import('../../miniprogram/services/stored/paused-queues');
  lastWrites: typeof import('../../miniprogram/services/writes/last');
  drafts: typeof import('../../miniprogram/services/stored/drafts');
}

/** A sandbox with a phone on it whose services are the ones that ship, over real HTTP with the real SDK. */
export interface PhoneBench {
  /** Whose phone it is: somebody else in every test, so that no test gets the key of another. */
  openid: string;
  sandbox: Sandbox;
  phone: NodePhone;
  services: Services;
  /** `POST /__sandbox/reset`, for which the admin signs in again. */
  reset(input: object): Promise<void>;
  /** Closes the app and opens it again: memory is gone, storage is not. */
  reopen(): Services;
  /** Everything that the stand-in of a service saw since the last reset. */
  requests(service: 'ci' | 'sts' | 'wechat', method?: string): ReturnType<Sandbox['cloud']['log']>;
}

/** Starts one sandbox for a test file and resets it, phone included, before each test. */
export function usePhone(role: SandboxRole = 'operator'): PhoneBench {
  const bench = {} as PhoneBench & { uninstall?: () => void };
  let person = 0;

  beforeAll(async () => {
    bench.sandbox = await startSandbox({ cloud: { slowRegionMs: 0 } });
  });

  const resetSandbox = async (input: object): Promise<void> => {
    const answer = await fetch(`${bench.sandbox.url}__sandbox/reset`, {
      method: 'POST',
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };

  beforeEach(async () => {
    await resetSandbox({});
    bench.openid = `${role}-${++person}`;
    bench.sandbox.setPerson(bench.openid, role);
    const installed = installNodePhone({ sandboxUrl: bench.sandbox.url, openid: bench.openid });
    bench.phone = installed;
    bench.uninstall = () => {
      installed.uninstall();
    };
    bench.reopen();
  });

  afterEach(() => {
    bench.services.pending.restPendingWrites();
    bench.uninstall?.();
    jest.restoreAllMocks();
  });

  afterAll(() => bench.sandbox.close());

  bench.reopen = () => {
    // `undefined` before the first phone.
    (bench.services as Services | undefined)?.pending.restPendingWrites();
    jest.resetModules();
    bench.services = {
      session: jest.requireActual('../../miniprogram/services/access/session'),
      queues: jest.requireActual('../../miniprogram/services/ci/queues'),
      writer: jest.requireActual('../../miniprogram/services/writes/writer'),
      pending: jest.requireActual('../../miniprogram/services/writes/pending'),
      paused: jest.requireActual('../../miniprogram/services/stored/paused-queues'),
      lastWrites: jest.requireActual('../../miniprogram/services/writes/last'),
      drafts: jest.requireActual('../../miniprogram/services/stored/drafts'),
    };
    return bench.services;
  };
  bench.reset = async (input) => {
    await resetSandbox(input);
    await bench.services.session.renewSession();
  };
  bench.requests = (service, method) =>
    bench.sandbox.cloud
      .log()
      .filter((entry) => entry.service === service && (method === undefined || entry.method === method));
  return bench;
}

/**
 * Lets time pass faster on the phone, so that pauses of seconds take no time to speak of and keep their order. The
 * stand-ins' latencies stay in real time: a cloud that takes 10 s of the phone's time takes `10_000 / factor`.
 */
export function hurry(factor: number): void {
  const realNow = Date.now.bind(Date);
  const realSetTimeout = setTimeout;
  const start = realNow();
  jest.spyOn(Date, 'now').mockImplementation(() => start + (realNow() - start) * factor);
  jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((task: () => void, ms = 0) => realSetTimeout(task, ms / factor));
}

/** The pauses between reads: of a check, and of the watch after it. No timeout of the phone or the server is like them. */
const PAUSES_MS: readonly number[] = [...READ_POLICY.checkPausesMs, ...READ_POLICY.watchPausesMs].filter(
  (ms) => ms > 0,
);

/** Takes the time out of the pauses between reads. A request still has its ten seconds, so a busy machine changes nothing. */
export function skipPauses(): void {
  const realSetTimeout = setTimeout;
  jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((task: () => void, ms = 0) => realSetTimeout(task, PAUSES_MS.includes(ms) ? 1 : ms));
}

/** Makes every answer of CI this one, or what `data` makes of its address, at the border of the SDK and WeChat. */
export function answerWith(
  phone: NodePhone,
  statusCode: number,
  data: string | ((url: string) => string),
): void {
  const request = phone.wx.request;
  jest.spyOn(phone.wx, 'request').mockImplementation((options) => {
    if (!options.url.includes('.myqcloud.com/')) return request(options);
    const body = typeof data === 'string' ? data : data(options.url);
    const answer = { statusCode, data: body, header: { 'x-ci-request-id': 'NjJm' }, cookies: [] };
    queueMicrotask(() => {
      try {
        options.success?.({ ...answer, errMsg: 'request:ok' });
      } catch {
        // WeChat hands what a callback throws to wx.onError; whoever waits for the callback's work waits on.
      }
    });
    const nothing = (): void => undefined;
    return { abort: nothing, onHeadersReceived: nothing, offHeadersReceived: nothing };
  });
}
