import type COS from 'cos-wx-sdk-v5';
import { AppError, toAppError } from '../../models/errors';
import type { BucketRef } from '../../models/queue';
import type { XmlRecord, XmlValue } from '../../models/xml';
import { readXml } from './xml';
import { cosSdk } from './cos-sdk';
import { cloudFailure, networkFailure, sdkFailure } from './failures';
import { noteAnswer } from './last-answers';
import { READ_POLICY } from './read-policy';
import { dropKey, keyFor, type SigningKey } from '../access/session';

/** One call of the CI API on a bucket's own host. */
export interface CiRequest {
  method: 'GET' | 'PUT';
  place: BucketRef;
  /** Without its leading slash, e.g. `picqueue`. */
  path: string;
  query?: Record<string, string>;
  /** Root element and below, for `COS.util.json2xml`. */
  body?: XmlRecord;
  /** Longest wait, milliseconds; `READ_POLICY.timeoutMs` when left out. Only a read may be given up sooner. */
  timeoutMs?: number;
  /** When CI may take it; the whole life of the key when left out. */
  window?: SignatureWindow;
}

/** The time in which CI accepts a signature, Unix seconds by the cloud's clock. CI refuses what arrives later. */
export interface SignatureWindow {
  start: number;
  end: number;
}

/** CI's answer: the children of `Response`. */
export interface CiAnswer {
  response: XmlValue;
  /** See {@link readXml}. */
  cannotCarry: string[];
  requestId: string;
  /** `Date` of the answer, milliseconds by the cloud's clock; `undefined` if it has none. */
  cloudTime: number | undefined;
}

/** What an answer may take beyond that on its way through the SDK, milliseconds. */
const SDK_GRACE_MS = 1_000;

/** A request that failed before it was signed, so it never left the phone: nothing can have happened in the cloud. */
export class NotSentError extends AppError {
  constructor(reason: AppError) {
    super(reason.code, reason.details, reason);
  }
}

/** @returns the host that answers for a bucket; it must be on the mini-program's request domain list. */
export function ciHost({ bucket, region }: BucketRef): string {
  return `${bucket}.ci.${region}.myqcloud.com`;
}

/**
 * Sends one request and reads its answer. A read whose key the cloud refuses is repeated once with a new key; a write is
 * sent once and never again, whatever happens.
 *
 * @throws AppError as the cloud, the network or the signing server fail; {@link NotSentError} if nothing was sent
 */
export async function sendToCi(request: CiRequest): Promise<CiAnswer> {
  try {
    const answer = await send(request);
    noteAnswer(request.place, undefined);
    return answer;
  } catch (failure) {
    noteAnswer(request.place, toAppError(failure));
    throw failure;
  }
}

async function send(request: CiRequest, callsLeft: number = READ_POLICY.callsWithNewKey): Promise<CiAnswer> {
  const attempt = new Attempt(request);
  try {
    return await attempt.run();
  } catch (failure) {
    const error = toAppError(failure);
    if (error.code !== 'KEY_REJECTED' || attempt.key === undefined) throw error;
    // The key is good; only the window that this request was signed for is over.
    if (request.window !== undefined && isTooLate(error)) {
      throw new AppError('REQUEST_TOO_LATE', error.details, error);
    }
    // A new key that is refused as well is not to blame.
    if (request.method === 'GET' && callsLeft === 0) throw error;
    dropKey(attempt.key);
    if (request.method !== 'GET') throw error;
    return send(request, callsLeft - 1);
  }
}

/** One call of `cos.request`. It has a COS instance of its own, so that `getAuthorization` knows whom it signs for. */
class Attempt {
  /** The key that signed, once there was one. */
  key: SigningKey | undefined;
  private keyFailure: AppError | undefined;
  private signatures = 0;
  private signed = false;
  private resendRefused = false;
  private isOutOfTime = false;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private limit: ReturnType<typeof setTimeout> | undefined;
  private readonly timeoutMs: number;

  constructor(private readonly request: CiRequest) {
    this.timeoutMs = request.timeoutMs ?? READ_POLICY.timeoutMs;
  }

  async run(): Promise<CiAnswer> {
    const host = ciHost(this.request.place);
    let result: COS.RequestResult;
    // A timer, since the phone's clock may be set while the request is under way.
    this.limit = setTimeout(() => {
      this.isOutOfTime = true;
    }, this.timeoutMs);
    try {
      result = await this.send(`https://${host}/${this.request.path}`);
    } catch (rejection) {
      throw this.failure(rejection, host);
    } finally {
      this.endWatch();
      clearTimeout(this.limit);
    }
    return readAnswer(result, host);
  }

  private send(url: string): Promise<COS.RequestResult> {
    const { method, place, path, query, body } = this.request;
    const Cos = cosSdk();
    return new Promise((resolve, reject) => {
      const cos = new Cos({
        Timeout: this.timeoutMs,
        AutoSwitchHost: false,
        CorrectClockSkew: false,
        getAuthorization: (options, callback) => {
          this.authorize(options)
            .then((authorization) => {
              this.watchOver(reject);
              return authorization;
            })
            .catch((failure: unknown) => {
              this.keyFailure = toAppError(failure);
              // The SDK's only way to be told no: without a call back the request would hang for ever (measured).
              return {};
            })
            .then(callback)
            .catch(reject);
        },
      });
      cos
        .request({
          Method: method,
          // Bucket and Region make the SDK sign the host, so that a signature is good for this bucket alone (measured).
          Bucket: place.bucket,
          Region: place.region,
          Key: path,
          Url: url,
          RawBody: true,
          ...(query === undefined ? {} : { Query: query }),
          ...(body === undefined ? {} : { Body: Cos.util.json2xml(body), ContentType: 'application/xml' }),
        })
        .then(resolve, reject);
    });
  }

  /**
   * Ends a request that neither WeChat nor the SDK ends in time. WeChat can be late, and whatever the SDK throws inside
   * WeChat's callback leaves its promise unsettled (measured on 1.8.0). Both look the same from here, so both are a
   * timeout: no answer that could be read came in time.
   */
  private watchOver(reject: (reason: AppError) => void): void {
    this.endWatch();
    const host = ciHost(this.request.place);
    this.watch = setTimeout(() => {
      reject(new AppError('TIMEOUT', { host, note: 'neither WeChat nor the SDK ended the request' }));
    }, this.timeoutMs + SDK_GRACE_MS);
  }

  private endWatch(): void {
    if (this.watch !== undefined) clearTimeout(this.watch);
  }

  /**
   * Signs one attempt. The SDK asks again before each re-send: after a 5xx or a lost connection it sends up to three
   * more times, PUT included. Being asked is therefore the place to say no: a write gets one signature, and a read gets
   * no more once it has used up the time of a whole attempt. Handing out a finished signature, not the key, is what
   * makes the SDK ask each time: it keeps no key that it could re-use.
   */
  private async authorize(
    options: COS.GetAuthorizationOptions,
  ): Promise<COS.Authorization | Record<string, never>> {
    this.signatures += 1;
    const isResend = this.signatures > 1;
    const mayResend = this.request.method === 'GET' && READ_POLICY.maySdkResend && !this.isOutOfTime;
    if (isResend && !mayResend) {
      this.resendRefused = true;
      return {};
    }
    const key = await keyFor(this.request.place);
    this.key = key;
    const authorization = {
      Authorization: sign(options, key, this.request.window),
      SecurityToken: key.token,
    };
    this.signed = true;
    return authorization;
  }

  private failure(rejection: unknown, host: string): AppError {
    if (!this.signed) return new NotSentError(this.keyFailure ?? toAppError(rejection));
    if (!this.resendRefused) return sdkFailure(rejection, host);
    if (this.isOutOfTime) return networkFailure('request:fail timeout', host);
    // The SDK re-sends after a 5xx and after a lost connection. Refusing that makes it drop which of the two it was,
    // with the status and the request id (measured on 1.8.0).
    return new AppError('NO_CLEAR_ANSWER', { host });
  }
}

/** Both spellings of a signature whose time is over: CI's (436/53983) and COS's (436/7730). */
function isTooLate({ details: { cloudCode, note = '' } }: AppError): boolean {
  if (cloudCode === 'AccessDenied') return /request has expired/i.test(note);
  return cloudCode === 'SignatureExpired' || cloudCode === 'RequestTimeTooSkewed';
}

function sign(
  { Method, Pathname, Query, Headers }: COS.GetAuthorizationOptions,
  key: SigningKey,
  window: SignatureWindow | undefined,
): string {
  return cosSdk().getAuthorization({
    SecretId: key.secretId,
    SecretKey: key.secretKey,
    Method,
    Pathname,
    Query,
    Headers,
    KeyTime: window === undefined ? key.keyTime : `${window.start};${window.end}`,
  });
}

function readAnswer({ statusCode, headers, Body }: COS.RequestResult, host: string): CiAnswer {
  const requestId = headers['x-ci-request-id'] ?? '';
  const details = { statusCode, host, ...(requestId === '' ? {} : { requestId }) };
  if (typeof Body !== 'string') throw new AppError('BAD_ANSWER', { ...details, note: 'the answer is empty' });
  const { root, value, cannotCarry } = readXml(Body, details);
  if (root === 'Error') throw cloudFailure(statusCode, value, requestId, host);
  if (root !== 'Response')
    throw new AppError('BAD_ANSWER', { ...details, note: `the answer is a <${root}>` });
  return { response: value, cannotCarry, requestId, cloudTime: timeOf(headers['date']) };
}

/** `Date` is an HTTP date, which every engine reads (RFC 9110, 5.6.7). */
function timeOf(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : time;
}
