import { request as sendRequest } from 'node:http';
import COS from 'cos-nodejs-sdk-v5';
import { APPID, type Cloud, type CloudBucket } from '.';

/** One request, exactly as it is to go out. */
export interface RawRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Hangs up. */
  signal?: AbortSignal;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Sends by hand what no client would: any Host, any header. Rejects when the connection is cut. */
export const sendRaw = (base: string, { method = 'GET', path, headers = {}, body, signal }: RawRequest) =>
  new Promise<RawAnswer>((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const options = { hostname, port, path, method, headers, signal, agent: false };
    const outgoing = sendRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers: received } = response;
        resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** A temporary key as a client holds it. */
export type ClientKey = ReturnType<Cloud['issueKey']>;

type Place = Pick<CloudBucket, 'bucket' | 'region'>;

export const ciHost = ({ bucket, region }: Place): string => `${bucket}.ci.${region}.myqcloud.com`;

/** A policy for these buckets; `write` adds the update of queues. */
export const policyFor = (buckets: readonly Place[], write = true): object => ({
  version: '2.0',
  statement: [
    {
      effect: 'allow',
      action: ['name/ci:DescribePicProcessQueues', ...(write ? ['name/ci:UpdatePicProcessQueue'] : [])],
      resource: buckets.map(({ bucket, region }) => `qcs::ci:${region}:uid/${APPID}:bucket/${bucket}/*`),
    },
  ],
});

/** What a call to the CI stand-in is made of. */
export interface CiCall {
  place: Place;
  method?: 'GET' | 'PUT';
  path?: string;
  query?: Record<string, string>;
  body?: string;
  contentType?: string;
  signal?: AbortSignal;
}

/** The request for a call, signed by Tencent's own client for Node.js. */
export const signCall = (key: ClientKey, call: CiCall): RawRequest & { headers: Record<string, string> } => {
  const { place, method = 'GET', path = '/picqueue', query = {}, body, contentType } = call;
  const host = ciHost(place);
  const Authorization = COS.getAuthorization({
    SecretId: key.tmpSecretId,
    SecretKey: key.tmpSecretKey,
    Method: method,
    Pathname: path,
    Query: query,
    Headers: { Host: host },
    KeyTime: `${key.startTime};${key.expiredTime}`,
  });
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return {
    ...call,
    method,
    path: encodeURI(path) + (search.length === 0 ? '' : `?${search.join('&')}`),
    headers: {
      Host: host,
      Authorization,
      'x-ci-security-token': key.sessionToken,
      ...(method === 'PUT' ? { 'Content-Type': contentType ?? 'application/xml' } : {}),
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    },
  };
};

/** Signs and sends a call to the CI stand-in. */
export const callCi = (cloud: Cloud, key: ClientKey, call: CiCall): Promise<RawAnswer> =>
  sendRaw(cloud.urls.ci, signCall(key, call));

/** The error code in an answer of CI, or its root element when it is not an error. */
export const codeOf = ({ body }: RawAnswer): string =>
  /<Code>(.*)<\/Code>/.exec(body)?.[1] ?? /<(\w+)/.exec(body)?.[1] ?? '';

/** The bucket of the seed with this short name. */
export const seedBucket = (cloud: Cloud, name: string): CloudBucket => {
  const found = cloud.buckets().find(({ bucket }) => bucket === `${name}-${APPID}`);
  if (found === undefined) throw new Error(`The seed has no bucket ${name}`);
  return found;
};

/** The only queue of that bucket. */
export const seedQueue = (cloud: Cloud, name: string) => {
  const { bucket } = seedBucket(cloud, name);
  const found = cloud.queues().find((queue) => queue.bucket === bucket);
  if (found === undefined) throw new Error(`The seed has no queue in ${name}`);
  return found;
};

/** Resolves as soon as the condition holds: for what a stand-in does by itself. */
export const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(setImmediate);
};
