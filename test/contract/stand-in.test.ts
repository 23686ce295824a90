import { SIGNING_SERVER } from '../../miniprogram/config/env';
import type { CredentialsResponse } from '../../typings/signing-api';
import { type CloudQueue } from '../sandbox/cloud';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { askCi, type ContractTarget, makeClient } from './ci-client';
import { childrenOf, textOf } from './parsed';
import { describePicQueueContract } from './picqueue-contract';

let sandbox: Sandbox;

const post = async (path: string, body: object): Promise<unknown> => {
  const response = await fetch(sandbox.url + path, { method: 'POST', body: JSON.stringify(body) });
  return response.json();
};

/** A key from the whole way: login code, WeChat, the signing server, STS. */
const logIn = async (openid: string): Promise<CredentialsResponse> => {
  const request = {
    url: `${SIGNING_SERVER.develop}/v1/credentials`,
    method: 'POST',
    header: { 'content-type': 'application/json' },
    data: JSON.stringify(await post('__phone/login', { openid })),
  };
  const { data } = (await post('__phone/request', request)) as { data: string };
  return JSON.parse(data) as CredentialsResponse;
};

const firstQueue = (): CloudQueue => {
  const [queue] = sandbox.cloud.queues();
  if (queue === undefined) throw new Error('The stand-in has no queue');
  return queue;
};

/** The first queue's bucket with the key of a person. */
const targetOf = async (openid: string): Promise<ContractTarget> => {
  const { credentials } = await logIn(openid);
  const { bucket, region } = firstQueue();
  return {
    bucket,
    region,
    secretId: credentials.tmpSecretId,
    secretKey: credentials.tmpSecretKey,
    sessionToken: credentials.sessionToken,
    standInUrl: sandbox.cloud.urls.ci,
  };
};

const start = async (): Promise<void> => {
  sandbox = await startSandbox({ cloud: { slowRegionMs: 0 } });
};
const stop = (): Promise<void> => sandbox.close();

describePicQueueContract('picqueue of the stand-in, with the key of an operator', {
  start: async () => {
    await start();
    return targetOf('sandbox-operator');
  },
  stop,
  write: true,
});

describePicQueueContract('a bucket with many queues', {
  start: async () => {
    await start();
    sandbox.cloud.reset({ buckets: 1, queuesPerBucket: 7 });
    return targetOf('sandbox-operator');
  },
  stop,
  write: true,
});

describePicQueueContract('picqueue of the stand-in, with the key of a viewer', {
  start: async () => {
    await start();
    return targetOf('sandbox-viewer');
  },
  stop,
  write: false,
});

describe('the keys of the signing server', () => {
  beforeAll(start);
  afterAll(stop);
  beforeEach(() => {
    sandbox.cloud.reset({});
  });

  const putBody = ({ name, notifyConfigXml }: CloudQueue): string =>
    `<Request><Name>${name}</Name><State>Paused</State>${notifyConfigXml}</Request>`;
  const update = (queue: CloudQueue) =>
    ({ method: 'PUT', path: `/picqueue/${queue.queueId}`, body: putBody(queue) }) as const;
  const LIST = { method: 'GET', path: '/picqueue' } as const;

  test('an update writes what the truth then shows, and the log has one PUT', async () => {
    const target = await targetOf('sandbox-operator');
    const before = firstQueue();
    expect(await askCi(makeClient(target), target, update(before))).toMatchObject({ status: 200 });
    expect(firstQueue()).toEqual({ ...before, state: 'Paused', updateTime: firstQueue().updateTime });
    expect(sandbox.cloud.log().filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('a viewer reads and can not write', async () => {
    const target = await targetOf('sandbox-viewer');
    const client = makeClient(target);
    const before = sandbox.cloud.queues();
    expect((await askCi(client, target, LIST)).status).toBe(200);
    expect(await askCi(client, target, update(firstQueue()))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
    expect(sandbox.cloud.queues()).toEqual(before);
  });

  test('a bucket that is not of the admin is refused', async () => {
    const target = await targetOf('sandbox-operator');
    const other = { bucket: 'somebody-else-1250000000', region: target.region };
    expect(await askCi(makeClient(target), other, LIST)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  test('a key that is over is refused', async () => {
    const target = await targetOf('sandbox-operator');
    const client = makeClient(target);
    sandbox.cloud.setFaults([{ service: 'ci', kind: 'expired-token' }]);
    expect(await askCi(client, target, LIST)).toMatchObject({ status: 400, code: 'ExpiredToken' });
    expect((await askCi(client, target, LIST)).status).toBe(400);
  });

  test('every bucket that is open lists; the one that is not says so', async () => {
    const target = await targetOf('sandbox-operator');
    const client = makeClient(target);
    for (const place of sandbox.cloud.buckets()) {
      const { status, code, response } = await askCi(client, place, LIST);
      if (place.opened) expect(textOf(childrenOf(response, 'QueueList')[0], 'QueueId')).toMatch(/^p/);
      else expect([status, code]).toEqual([400, 'MediaBucketUnBinded']);
    }
  });
});
