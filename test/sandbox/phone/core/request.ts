import type { AppState } from './app-state';
import { Listeners } from './app-state';
import type { Callbacks, Outcome } from './callbacks';
import { toOutcome, WxFailure } from './callbacks';
import { decodeBody, encodeRequest, readAnswer } from './request-body';
import type { RequestAnswer, RequestInput } from './request-body';
import type { PostToRouter } from './router';

/** WeChat's own default, "developers.weixin.qq.com, network: 使用说明". */
const DEFAULT_TIMEOUT_MS = 60_000;
/** At most this many requests are under way; the next ones wait (same document). */
const MAX_CONCURRENT = 10;
/** An app in the background loses its unfinished requests after this long (same document). */
const BACKGROUND_GRACE_MS = 5_000;

/** What `success` of `wx.request` is given. */
export interface RequestResult {
  statusCode: number;
  header: Record<string, string>;
  data: unknown;
  cookies: string[];
}

export type RequestOptions = RequestInput & Callbacks<RequestResult> & { timeout?: number };

interface HeadersEvent {
  statusCode: number;
  header: Record<string, string>;
  cookies: string[];
}

/** The handle that `wx.request` returns at once; unlike other functions it never returns a promise. */
export interface RequestTask {
  abort(): void;
  onHeadersReceived(listener: (event: HeadersEvent) => void): void;
  offHeadersReceived(listener?: (event: HeadersEvent) => void): void;
}

/** Runs the task after so many milliseconds, unless the function that it returns is called before. */
export type After = (ms: number, task: () => void) => () => void;

export const inRealTime: After = (ms, task) => {
  const timer = setTimeout(task, ms);
  return () => {
    clearTimeout(timer);
  };
};

/** `wx.request` over the sandbox's router, with WeChat's limits: ten at a time, timeouts, and the background rule. */
export function createRequest(
  post: PostToRouter,
  app: AppState,
  after: After = inRealTime,
): (options: RequestOptions) => RequestTask {
  const waiting: Array<() => void> = [];
  let running = 0;

  const release = (): void => {
    running -= 1;
    waiting.shift()?.();
  };

  return (options) => {
    const headersReceived = new Listeners<HeadersEvent>();
    const controller = new AbortController();
    let settled = false;
    let endGrace = (): void => undefined;

    const settle = (deliver: () => void): void => {
      if (settled) return;
      settled = true;
      endTimeout();
      endGrace();
      app.hidden.off(startGrace);
      app.shown.off(stopGrace);
      deliver();
    };
    const fail = (error: unknown): void => {
      settle(() => {
        const outcome: Outcome = toOutcome('request', error);
        options.fail?.(outcome);
        options.complete?.(outcome);
      });
      controller.abort();
    };
    const succeed = (answer: RequestAnswer): void => {
      settle(() => {
        const { statusCode, header } = answer;
        headersReceived.emit({ statusCode, header, cookies: [] });
        const result = { statusCode, header, cookies: [], data: decodeBody(answer.data, options) };
        options.success?.({ ...result, errMsg: 'request:ok' });
        options.complete?.({ errMsg: 'request:ok' });
      });
    };
    const startGrace = (): void => {
      endGrace = after(BACKGROUND_GRACE_MS, () => {
        fail(new WxFailure('interrupted'));
      });
    };
    const stopGrace = (): void => {
      endGrace();
    };
    const timeoutMs = options.timeout ?? DEFAULT_TIMEOUT_MS;
    const endTimeout = after(timeoutMs, () => {
      fail(new WxFailure('timeout', 5));
    });
    app.hidden.on(startGrace);
    app.shown.on(stopGrace);

    const send = async (): Promise<void> => {
      if (settled) {
        waiting.shift()?.();
        return;
      }
      running += 1;
      try {
        const outgoing = { ...encodeRequest(options), timeout: timeoutMs };
        succeed(readAnswer(await post('/__phone/request', outgoing, controller.signal)));
      } catch (error) {
        fail(error);
      } finally {
        release();
      }
    };
    if (app.isBackground) {
      queueMicrotask(() => {
        fail(new WxFailure('interrupted'));
      });
    } else if (running < MAX_CONCURRENT) void send();
    else waiting.push(() => void send());

    return {
      abort: () => {
        fail(new WxFailure('abort'));
      },
      onHeadersReceived: headersReceived.on,
      offHeadersReceived: headersReceived.off,
    };
  };
}
