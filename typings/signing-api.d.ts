/**
 * The wire contract between the phone and the signing server, and the only place where it is written down:
 * the phone's services and the server both import these types, and a test holds both to them.
 *
 *     POST /v1/credentials   CredentialsRequest -> 200 CredentialsResponse | 4xx/5xx SigningErrorResponse
 *
 * Times are whole Unix seconds by the cloud's clock, which the server learns from STS with every key.
 */

/** Body of `POST /v1/credentials`, `application/json`, at most 4 KiB. Unknown fields are refused. */
export interface CredentialsRequest {
  /** A fresh code of `wx.login`: single use, valid for five minutes. */
  code: string;
  /** The bucket group whose keys are wanted ({@link BucketGrant.group}); left out, it is the admin's first group. */
  group?: string;
  /**
   * `tmpSecretId` of a key that the cloud refused before its time. If it is the one that the server would hand out again,
   * a new one is issued instead.
   */
  refusedKeyId?: string;
}

/** What an admin may do: an operator reads and writes, a viewer only reads. The cloud enforces it. */
export type AdminRole = 'operator' | 'viewer';

/** How much a mistake in a bucket costs. The phone shows values it does not know as they are. */
export type BucketEnvironment = 'production' | 'staging' | 'test' | 'development';

/** One bucket that the admin may see. */
export interface BucketGrant {
  /** Full name with the appid, e.g. `photos-1250000000`. */
  bucket: string;
  /** COS region of the bucket, e.g. `ap-guangzhou`. */
  region: string;
  /** The name the owner gave it for people. */
  label: string;
  environment: BucketEnvironment;
  /** Keys are issued per group of buckets, so that each policy stays small. */
  group: string;
}

/** The three parts of a temporary key, named as STS names them. Secret: in memory only. */
export interface TemporaryCredentials {
  tmpSecretId: string;
  tmpSecretKey: string;
  sessionToken: string;
}

/** 200 of `POST /v1/credentials`. */
export interface CredentialsResponse {
  /** `openid` is the caller's own, by which the owner knows them. Older servers leave it out. */
  admin: { openid?: string; name: string; role: AdminRole };
  /** Every bucket of the admin, of all groups, in the owner's order. Never empty. */
  buckets: BucketGrant[];
  /** The group that `credentials` are good for. */
  group: string;
  credentials: TemporaryCredentials;
  /** When the key was issued. */
  startTime: number;
  /** When the key ends. */
  expiredTime: number;
  /** The cloud's clock when the server answered: the phone counts from here, never from its own clock. */
  serverTime: number;
}

/** Every reason the signing server can give. The phone turns a code into a sentence; it never shows `message`. */
export type SigningErrorCode =
  /** 400: not JSON, not the schema above, or an unknown group. */
  | 'BAD_REQUEST'
  /** 404: no such path. */
  | 'NOT_FOUND'
  /** 405: the path exists, not with this method. */
  | 'METHOD_NOT_ALLOWED'
  /** 413: the body is larger than 4 KiB. */
  | 'BODY_TOO_LARGE'
  /** 415: the body is not `application/json`. */
  | 'UNSUPPORTED_MEDIA_TYPE'
  /** 401: WeChat refused the login code (used, expired, of another app). */
  | 'CODE_REJECTED'
  /** 403: WeChat blocks this user as high-risk. */
  | 'LOGIN_BLOCKED'
  /** 403: the caller is not on the allow-list; `openid` is their own, to send to the owner. */
  | 'NOT_ADMIN'
  /** 403: the caller is on the allow-list, but without a bucket. */
  | 'NO_BUCKETS'
  /** 408: the request took too long to arrive. */
  | 'REQUEST_TIMEOUT'
  /** 429: too many requests; `retryAfter` says when to come back. */
  | 'RATE_LIMITED'
  /** 503: WeChat does not answer, or is busy. */
  | 'WECHAT_UNAVAILABLE'
  /** 502: WeChat refuses the server's own appid or secret: the owner must mend its settings. */
  | 'WECHAT_REJECTED'
  /** 503: STS does not answer, or is busy. */
  | 'STS_UNAVAILABLE'
  /** 502: STS refuses the server's own key, policy or clock: the owner must mend its settings. */
  | 'STS_REJECTED'
  /** 503: the server is shutting down or not ready. */
  | 'UNAVAILABLE'
  /** 500: a fault of the server. */
  | 'INTERNAL';

/** Body of every answer that is not a 2xx. */
export interface SigningErrorResponse {
  error: {
    code: SigningErrorCode;
    /** One English sentence for logs and curl. */
    message: string;
    /** Finds the request in the server's log. */
    requestId: string;
    /** With NOT_ADMIN: the caller's own openid. */
    openid?: string;
    /** With RATE_LIMITED and *_UNAVAILABLE: whole seconds to wait, as in the Retry-After header. */
    retryAfter?: number;
  };
}
