/** The one place that says where the signing server is, for each version of the mini-program that WeChat knows. */
export type EnvVersion = 'develop' | 'trial' | 'release';

/**
 * Address of the signing server: https, no path, no slash at the end. Put your own here and list the same address under
 * 开发管理 > 服务器域名 > request 合法域名, together with one `https://<bucket>.ci.<region>.myqcloud.com` for each bucket.
 */
export const SIGNING_SERVER: Readonly<Record<EnvVersion, string>> = {
  develop: 'https://queue-console-dev.example.com',
  trial: 'https://queue-console-dev.example.com',
  release: 'https://queue-console.example.com',
};
