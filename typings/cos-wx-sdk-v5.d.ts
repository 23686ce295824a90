/**
 * The part of cos-wx-sdk-v5 1.8.0 that this project calls. The package ships no declarations; names and shapes are
 * from its README and measured on the published build.
 */
declare module 'cos-wx-sdk-v5' {
  namespace COS {
    /** What `getAuthorization` is told about the request that wants a signature. `Key` has no leading slash. */
    interface GetAuthorizationOptions {
      Bucket: string;
      Region: string;
      Method: string;
      Key: string;
      Pathname: string;
      Query: Record<string, string>;
      /** The headers that will be sent, `Host` included when Bucket and Region were given. */
      Headers: Record<string, string>;
    }

    /** A ready signature with the token that goes with it. */
    interface Authorization {
      Authorization: string;
      SecurityToken: string;
    }

    interface Options {
      /**
       * Asked before every attempt, re-sends included. It has no error channel: `callback({})` makes the request fail,
       * never calling back leaves it pending for ever (measured).
       */
      getAuthorization(
        options: GetAuthorizationOptions,
        callback: (authorization: Authorization | Record<string, never>) => void,
      ): void;
      /** Milliseconds for one attempt; 0 leaves WeChat's 60 s. */
      Timeout: number;
      /** Host switching only knows `.cos.` hosts and makes every CI 4xx look like a network failure (measured). */
      AutoSwitchHost: boolean;
      /** Would correct the phone's clock from COS answers; we sign with the server's times instead. */
      CorrectClockSkew: boolean;
    }

    interface RequestParams {
      Method: 'GET' | 'PUT';
      Bucket: string;
      Region: string;
      /** Path without its leading slash. It is what gets signed. */
      Key: string;
      Url: string;
      Query?: Record<string, string>;
      Body?: string;
      ContentType?: string;
      /** Leaves a 2xx body as it came, in `Body`: scripts/sdk-xml.cjs leaves the SDK's XML reader out. */
      RawBody: true;
    }

    interface RequestResult {
      statusCode: number;
      /** Lower-cased names. */
      headers: Record<string, string>;
      /** Missing when the answer was empty. */
      Body?: string;
    }

    /**
     * What a failed `request` rejects with. `error` is a string for network failures, and the text of an error document
     * that is not JSON: scripts/sdk-xml.cjs leaves the SDK's XML reader out.
     */
    interface RequestError {
      error?: unknown;
      statusCode?: number;
      headers?: Record<string, string>;
      message?: string;
    }

    /** Input of the static signer. `KeyTime` is `start;end` in Unix seconds. */
    interface SignOptions {
      SecretId: string;
      SecretKey: string;
      Method: string;
      Pathname: string;
      Query: Record<string, string>;
      Headers: Record<string, string>;
      KeyTime: string;
    }
  }

  class COS {
    static readonly version: string;
    static readonly util: {
      /** Escapes text, writes arrays as repeated elements, no declaration, one line (measured). */
      json2xml(value: object): string;
      /** Lower-case hex of the UTF-8 text. */
      md5(text: string): string;
    };
    static getAuthorization(options: COS.SignOptions): string;
    constructor(options: COS.Options);
    request(params: COS.RequestParams): Promise<COS.RequestResult>;
  }

  export = COS;
}
