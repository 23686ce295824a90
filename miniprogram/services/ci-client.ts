import type COS from 'cos-wx-sdk-v5';
import { AppError, toAppError } from '../models/errors';
import type { BucketRef } from '../models/queue';
import type { XmlRecord, XmlValue } from '../models/xml';
import { readXml } from './ci-xml';
import { cosSdk } from './cos-sdk';
import { cloudFailure, networkFailure, sdkFailure } from './failures';
import { noteAnswer } from './last-answers';
import { dropKey, keyFor, type SigningKey } from './session';

/** One call of the CI API on a bucket's own host. */
export interface CiRequest {
  method: 'GET' | 'PUT';
  place: BucketRef;
  /** Without its leading slash, e.g. `picqueue`. */
  path: string;
  query?: Record<string, string>;
  /** Root element and below, for `COS.util.json2xml`. */
  body?: XmlRecord;
  /** Longest wait, milliseconds; {@link REQUEST_TIMEOUT_MS} when left out. Only a read may be given up sooner. */
  timeoutMs?: number;
}

/** CI's answer: the children of `Response`. */
export interface CiAnswer {
  response: XmlValue;
  /** See {@link readXml}. */
  cannotCarry: string[];
  requestId: string;
}

/** Longest wait for one attempt, milliseconds. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** What an answer may take beyond that on its way through the SDK, milliseconds. */
const SDK_GRACE_MS = 1_000;

/** A request that never left the phone, because there was no key for it: nothing can have happened in the cloud. */
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

async function send(request: CiRequest): Promise<CiAnswer> {
  const attempt = new Attempt(request);
  try {
    return await attempt.run();
  } catch (failure) {
    const error = toAppError(failure);
    if (error.code !== 'KEY_REJECTED' || attempt.key === undefined) throw error;
    dropKey(attempt.key);
    if (request.method !== 'GET') throw error;
    return new Attempt(request).run();
  }
}

/** One call of `cos.request`. It has a COS instance of its own, so that `getAuthorization` knows whom it signs for. */
class Attempt {
  /** The key that signed, once there was one. */
  key: SigningKey | undefined;
  private keyFailure: AppError | undefined;
  private signatures = 0;
  private resendRefused = false;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private readonly startedAt = Date.now();
  private readonly timeoutMs: number;

  constructor(private readonly request: CiRequest) {
    this.timeoutMs = request.timeoutMs ?? REQUEST_TIMEOUT_MS;
  }

  async run(): Promise<CiAnswer> {
    const host = ciHost(this.request.place);
    let result: COS.RequestResult;
    try {
      result = await this.send(`https://${host}/${this.request.path}`);
    } catch (rejection) {
      throw this.failure(rejection, host);
    } finally {
      this.endWatch();
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
   * WeChat ends a request in time; the SDK may not. It throws while it reads half an error document, inside WeChat's
   * callback, where nobody hears it, and its promise then never settles (measured on 1.8.0).
   */
  private watchOver(reject: (reason: AppError) => void): void {
    this.endWatch();
    this.watch = setTimeout(() => {
      reject(new AppError('BAD_ANSWER', { note: 'the SDK did not get over the answer' }));
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
    const mayResend = this.request.method === 'GET' && Date.now() - this.startedAt < this.timeoutMs;
    if (isResend && !mayResend) {
      this.resendRefused = true;
      return {};
    }
    const key = await keyFor(this.request.place);
    this.key = key;
    return { Authorization: sign(options, key), SecurityToken: key.token };
  }

  /** Refusing the re-send hides what the attempt failed of: all that is known is that no answer can be relied on. */
  private failure(rejection: unknown, host: string): AppError {
    if (this.keyFailure !== undefined) return new NotSentError(this.keyFailure);
    if (!this.resendRefused) return sdkFailure(rejection, host);
    const timedOut = Date.now() - this.startedAt >= this.timeoutMs;
    return networkFailure(
      timedOut ? 'request:fail timeout' : 'request:fail server error or lost connection',
      host,
    );
  }
}

function sign({ Method, Pathname, Query, Headers }: COS.GetAuthorizationOptions, key: SigningKey): string {
  return cosSdk().getAuthorization({
    SecretId: key.secretId,
    SecretKey: key.secretKey,
    Method,
    Pathname,
    Query,
    Headers,
    KeyTime: key.keyTime,
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
  return { response: value, cannotCarry, requestId };
}
