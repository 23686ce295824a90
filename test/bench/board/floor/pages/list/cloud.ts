import COS from 'cos-wx-sdk-v5';
import type { BucketGrant, CredentialsResponse } from '../../../../../../typings/signing-api';

const SIGNING_SERVER = 'https://queue-console-dev.example.com';

/** Signs in for the keys of a group; the first group when left out. */
export async function signIn(group?: string): Promise<CredentialsResponse> {
  const { code } = await wx.login();
  return new Promise((resolve, reject) => {
    wx.request<CredentialsResponse & WechatMiniprogram.IAnyObject>({
      url: `${SIGNING_SERVER}/v1/credentials`,
      method: 'POST',
      data: group === undefined ? { code } : { code, group },
      success: ({ data }) => {
        resolve(data);
      },
      fail: ({ errMsg }) => {
        reject(new Error(errMsg));
      },
    });
  });
}

/** @returns one page of a bucket's queues, as XML */
export async function listQueues(
  { bucket, region }: BucketGrant,
  { credentials, startTime, expiredTime }: CredentialsResponse,
  pageNumber: number,
): Promise<string> {
  const cos = new COS({
    Timeout: 10_000,
    AutoSwitchHost: false,
    CorrectClockSkew: false,
    getAuthorization: ({ Method, Pathname, Query, Headers }, callback) => {
      const Authorization = COS.getAuthorization({
        SecretId: credentials.tmpSecretId,
        SecretKey: credentials.tmpSecretKey,
        Method,
        Pathname,
        Query,
        Headers,
        KeyTime: `${startTime};${expiredTime}`,
      });
      callback({ Authorization, SecurityToken: credentials.sessionToken });
    },
  });
  const { Body = '' } = await cos.request({
    Method: 'GET',
    Bucket: bucket,
    Region: region,
    Key: 'picqueue',
    Url: `https://${bucket}.ci.${region}.myqcloud.com/picqueue`,
    Query: { pageNumber: String(pageNumber), pageSize: '100' },
    RawBody: true,
  });
  return Body;
}
