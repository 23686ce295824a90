/** What the signing server is measured against: the same framework, and as little as possible in it. */
import http from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { sts } from 'tencentcloud-sdk-nodejs-sts';
import { parseAccess } from '../../../server/src/access/list';
import type { Config } from '../../../server/src/config';
import { keepAliveGet } from '../../../server/src/upstreams/http-get';
import { policyFor } from '../../../server/src/access/policy';

/** (a) The framework answers a constant. */
export function constant(): FastifyInstance {
  const app = fastify();
  app.post('/v1/credentials', () => ({ ok: true }));
  return app;
}

/** (b) The least that an honest server does: asks WeChat who it is. */
export function wechatOnly(config: Config): FastifyInstance {
  const openidOf = whoIs(config);
  const app = fastify();
  app.post('/v1/credentials', async ({ body }) => ({ openid: await openidOf(body) }));
  return app;
}

/** (c) The way of the official samples: asks WeChat, then STS for a new key, every time. */
export function noCache(config: Config): FastifyInstance {
  const { secretId, secretKey, region, endpoint } = config.sts;
  const openidOf = whoIs(config);
  const app = fastify();
  const bucket = {
    bucket: 'goods-image-1250000000',
    region: 'ap-guangzhou',
    label: 'x',
    environment: 'test',
  };
  const { buckets } = parseAccess(JSON.stringify({ buckets: [bucket], admins: [] }), 1);
  const Policy = encodeURIComponent(JSON.stringify(policyFor('operator', buckets)));
  app.post('/v1/credentials', async ({ body }) => {
    await openidOf(body);
    const client = new sts.v20180813.Client({
      credential: { secretId, secretKey },
      region,
      profile: {
        httpProfile: {
          protocol: 'http://',
          endpoint: `sts.localhost:${new URL(endpoint).port}`,
          // A new connection each time, as without an agent; it is here to find the name on every system.
          agent: new http.Agent({
            lookup: (_host, { all }, done) => {
              if (all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
              else done(null, '127.0.0.1', 4);
            },
          }),
        },
      },
    });
    return client.GetFederationToken({ Name: 'console', Policy, DurationSeconds: 1800 });
  });
  return app;
}

/** With the server's own client, so that the comparison is about everything else. */
function whoIs({ wechat: { apiBase, appid, secret } }: Config): (body: unknown) => Promise<string> {
  const { get } = keepAliveGet(apiBase);
  return async (body) => {
    const { code } = body as { code: string };
    const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' });
    const answer = await get(`/sns/jscode2session?${query.toString()}`, new AbortController().signal);
    const { openid } = JSON.parse(answer.body) as { openid?: string };
    if (openid === undefined) throw new Error('WeChat refused the code');
    return openid;
  };
}
