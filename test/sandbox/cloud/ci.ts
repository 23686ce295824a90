import { randomBytes } from 'node:crypto';
import type { CloudClock } from './clock';
import { queueFields, respond } from './ci-answers';
import { listQueues } from './ci-list';
import { APPID, type CloudBucket, formatTime } from './cloud-data';
import { checkCosSignature, parseCosAuthorization } from './cos-signature';
import { type Answer, decodeQuery, type Delays, type Received, Refusal } from './http';
import { isAllowed } from './policy';
import { readUpdate } from './queue-rules';
import type { QueueStore } from './queue-store';
import type { Dialect } from './stand-in';
import type { TemporaryKey, TemporaryKeys } from './temporary-keys';
import { textElement } from './xml';

const HOST = /^([a-z0-9][a-z0-9-]*-\d+)\.ci\.([a-z0-9-]+)\.myqcloud\.com$/;
const QUEUE_PATH = /^\/picqueue\/([^/]+)$/;

const DEFAULT_CODES: Readonly<Record<number, string>> = {
  400: 'InvalidArgument',
  401: 'InvalidAuthorization',
  403: 'AccessDenied',
  404: 'QueueNotFound',
  405: 'MethodNotAllowed',
  429: 'SlowDown',
  503: 'ServiceUnavailable',
};

/** What a request asks for, once its host, path and query are understood. */
interface Call {
  bucket: string;
  region: string;
  /** Of a PUT. */
  queueId: string | undefined;
  path: string;
  query: [string, string][];
}

const readCall = (request: Received): Call => {
  const [, bucket = '', region = ''] = HOST.exec(request.host) ?? [];
  if (bucket === '')
    throw new Refusal(400, 'InvalidHost', 'The host is not <bucket>.ci.<region>.myqcloud.com.');
  let path: string;
  let query: [string, string][];
  try {
    path = decodeURIComponent(request.path);
    query = decodeQuery(request.query);
  } catch {
    throw new Refusal(400, 'InvalidUrl', 'The address is not url-encoded.');
  }
  const queueId = QUEUE_PATH.exec(path)?.[1];
  if (path !== '/picqueue' && queueId === undefined) {
    throw new Refusal(404, 'InvalidUrl', 'There is no such path.');
  }
  if (request.method !== (queueId === undefined ? 'GET' : 'PUT')) {
    throw new Refusal(405, 'MethodNotAllowed', 'The path is not served with this method.');
  }
  return { bucket, region, queueId, path, query };
};

const checkUpdateHeaders = (request: Received): void => {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/xml') {
    throw new Refusal(400, 'InvalidContentType', 'The Content-Type must be application/xml.');
  }
  if (request.body.length === 0) throw new Refusal(400, 'MissingContent', 'The body is empty.');
};

/**
 * CI's `GET /picqueue` (DescribePicProcessQueues, 1045/72918) and `PUT /picqueue/{id}` (UpdatePicProcessQueue,
 * 1045/72919). Error names and statuses are from CI's error page (436/53983), those of the signature layer from COS
 * (436/7730).
 *
 * @param slow how long a region takes, in milliseconds.
 */
export const ciDialect = (
  store: QueueStore,
  keys: TemporaryKeys,
  clock: CloudClock,
  slow: ReadonlyMap<string, number>,
): Dialect => {
  const securityToken = ({ headers }: Pick<Received, 'headers'>): string => {
    const token = headers['x-ci-security-token'];
    return typeof token === 'string' ? token : '';
  };

  const authorize = (request: Received, call: Call): TemporaryKey => {
    const authorization = parseCosAuthorization(request.headers.authorization);
    const key = keys.find(authorization['q-ak']);
    if (key === undefined) throw new Refusal(401, 'SecretidNotExist', 'The secret id does not exist.');
    const signed = { method: request.method, path: call.path, query: call.query, headers: request.headers };
    checkCosSignature(authorization, signed, key.tmpSecretKey, clock.seconds('ci'));
    if (securityToken(request) !== key.token) {
      throw new Refusal(401, 'InvalidAuthorization', 'x-ci-security-token does not belong to the key.');
    }
    if (keys.isOver(key, clock.seconds('ci'))) {
      throw new Refusal(400, 'ExpiredToken', 'The provided token has expired.');
    }
    const action = call.queueId === undefined ? 'ci:DescribePicProcessQueues' : 'ci:UpdatePicProcessQueue';
    const resource = `qcs::ci:${call.region}:uid/${APPID}:bucket/${call.bucket}/*`;
    if (!isAllowed(key.policy, action, resource)) {
      throw new Refusal(403, 'AccessDenied', `The key may not do ${action} with this bucket.`);
    }
    return key;
  };

  const openBucket = (call: Call): CloudBucket => {
    const bucket = store
      .buckets()
      .find(({ bucket: name, region }) => name === call.bucket && region === call.region);
    if (bucket === undefined)
      throw new Refusal(404, 'NoSuchBucket', 'The bucket does not exist in this region.');
    if (!bucket.opened) {
      throw new Refusal(
        400,
        'MediaBucketUnBinded',
        'The image-processing service is not open for the bucket.',
      );
    }
    return bucket;
  };

  return {
    service: 'ci',

    answer(request: Received, { staleMs = 0, later }: Delays = {}): Answer {
      const call = readCall(request);
      const { session } = authorize(request, call);
      const { bucket } = openBucket(call);
      const now = clock.now('ci');

      if (call.queueId === undefined) {
        const content = listQueues(store.queues(bucket, staleMs), call.query);
        return respond(200, (id) => `<Response>${textElement('RequestId', id)}${content}</Response>`, {
          code: '',
          now,
        });
      }
      const current = store.queues(bucket).find(({ queueId }) => queueId === call.queueId);
      if (current === undefined) throw new Refusal(404, 'QueueNotFound', 'The queue does not exist.');
      checkUpdateHeaders(request);
      const changes = readUpdate(request.body.toString(), current);
      const write = () => store.write(bucket, current.queueId, changes, clock.now('ci'), session);
      later?.(write);
      const written = later === undefined ? write() : { ...current, ...changes, updateTime: formatTime(now) };
      const content = `<Queue>${queueFields(written ?? current, false)}</Queue>`;
      return respond(200, (id) => `<Response>${textElement('RequestId', id)}${content}</Response>`, {
        code: '',
        now,
      });
    },

    refuse({ status, code, message }: Refusal): Answer {
      const traceId = randomBytes(16).toString('base64');
      const parts = textElement('Code', code) + textElement('Message', message);
      const ids = (id: string): string => textElement('RequestId', id) + textElement('TraceId', traceId);
      return respond(status, (id) => `<Error>${parts}${ids(id)}</Error>`, {
        code,
        headers: { 'x-ci-trace-id': traceId },
        now: clock.now('ci'),
      });
    },

    // A signature may also be sent in the query, where it is as secret as in the header.
    loggedQuery: (query) =>
      query
        .split('&')
        .filter((part) => !/^(q-|x-c(i|os)-security-token)/i.test(part))
        .join('&'),
    latencyMs: (host) => slow.get(HOST.exec(host)?.[2] ?? '') ?? 0,
    defaultCode: (status) => DEFAULT_CODES[status] ?? 'InternalError',
    expireToken(request): void {
      keys.end(securityToken(request));
    },
    now: () => clock.now('ci'),
  };
};
