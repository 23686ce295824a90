import COS from 'cos-nodejs-sdk-v5';

/** A bucket to test against, with a key for it. Without `sessionToken` the key is a permanent one. */
export interface ContractTarget {
  bucket: string;
  region: string;
  secretId: string;
  secretKey: string;
  sessionToken?: string;
  /** Where to send requests instead of the bucket's CI host. */
  standInUrl?: string;
}

/** XML as the client parses it: an element with children, text, or a list of elements that share a name. */
export type Parsed = string | Parsed[] | { [name: string]: Parsed };

/** What CI answered: `Response` of a success, the code of an error. */
export interface CiAnswer {
  status: number;
  response: Parsed | undefined;
  code: string;
  requestId: string;
}

/** What is to be sent. Names are of the API, `path` has its leading slash. */
export interface CiRequest {
  method: 'GET' | 'PUT';
  path: string;
  query?: Record<string, string>;
  body?: string;
}

interface SentOptions {
  url: string;
  headers: Record<string, string>;
}

/** Tencent's client for Node.js with the target's key: a second client, none of it shared with the mini-program. */
export const makeClient = (target: ContractTarget): COS => {
  const { secretId, secretKey, sessionToken, standInUrl } = target;
  const client = new COS({
    SecretId: secretId,
    SecretKey: secretKey,
    ...(sessionToken === undefined ? {} : { SecurityToken: sessionToken }),
  });
  if (standInUrl !== undefined) {
    client.on('before-send', (sent: SentOptions) => {
      const { host, pathname, search } = new URL(sent.url);
      sent.url = `${standInUrl}${pathname}${search}`;
      sent.headers['Host'] = host;
    });
  }
  return client;
};

/** Sends one request through the client. Rejects only when there was no answer. */
export const askCi = async (
  client: COS,
  { bucket, region }: Pick<ContractTarget, 'bucket' | 'region'>,
  { method, path, query, body }: CiRequest,
): Promise<CiAnswer> => {
  const params: COS.RequestParams = {
    Method: method,
    Bucket: bucket,
    Region: region,
    Key: path.slice(1),
    Url: `https://${bucket}.ci.${region}.myqcloud.com${path}`,
    ...(query === undefined ? {} : { Query: query }),
    ...(body === undefined ? {} : { Body: body, Headers: { 'Content-Type': 'application/xml' } }),
  };
  try {
    const result = await client.request(params);
    const { statusCode = 0, RequestId = '' } = result;
    return {
      status: statusCode,
      response: result.Response as Parsed | undefined,
      code: '',
      requestId: RequestId,
    };
  } catch (error) {
    const { statusCode, RequestId = '', code } = error as COS.CosSdkError;
    if (statusCode === undefined) throw error;
    return { status: statusCode, response: undefined, code, requestId: RequestId };
  }
};
