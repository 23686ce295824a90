import COS from 'cos-nodejs-sdk-v5';
import fc from 'fast-check';
import { checkCosSignature, cosSignature, parseCosAuthorization, type SignedRequest } from './cos-signature';
import { decodeQuery } from './http';

// The examples that the document "Request signature" (436/7778) prints, its key included.
const EXAMPLE_ID = 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q';
const EXAMPLE_KEY = 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz';
const DOWNLOAD: SignedRequest = {
  method: 'GET',
  path: '/exampleobject(腾讯云)',
  query: [
    ['response-content-type', 'application/octet-stream'],
    ['response-cache-control', 'max-age=600'],
  ],
  headers: {
    date: 'Thu, 16 May 2019 06:55:53 GMT',
    host: 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com',
  },
};
const DOWNLOAD_AUTHORIZATION = parseCosAuthorization(
  `q-sign-algorithm=sha1&q-ak=${EXAMPLE_ID}&q-sign-time=1557989753;1557996953&q-key-time=1557989753;1557996953` +
    '&q-header-list=date;host&q-url-param-list=response-cache-control;response-content-type' +
    '&q-signature=01681b8c9d798a678e43b685a9f1bba0f6c0e012',
);
const INSIDE = 1557990000;

const codeOf = (check: () => void): string => {
  try {
    check();
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
};

describe('the examples of the document', () => {
  test('the upload example gives the signature that is printed', () => {
    const times = { keyTime: '1557989151;1557996351', signTime: '1557989151;1557996351' };
    const headers: [string, string][] = [
      ['Date', 'Thu, 16 May 2019 06:45:51 GMT'],
      ['Host', 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com'],
      ['Content-Type', 'text/plain'],
      ['Content-Length', '13'],
      ['Content-MD5', 'mQ/fVh815F3k6TAUm8m0eg=='],
      ['x-cos-acl', 'private'],
      ['x-cos-grant-read', 'uin="100000000011"'],
    ];
    const request = { method: 'PUT', path: '/exampleobject(腾讯云)', query: [], headers };
    expect(cosSignature(EXAMPLE_KEY, times, request)).toBe('3b8851a11a569213c17ba8fa7dcf2abec6935172');
  });

  test('the download example is accepted', () => {
    expect(
      codeOf(() => {
        checkCosSignature(DOWNLOAD_AUTHORIZATION, DOWNLOAD, EXAMPLE_KEY, INSIDE);
      }),
    ).toBe('accepted');
  });
});

describe('what differs from what was signed is refused', () => {
  test.each<[string, SignedRequest]>([
    ['method', { ...DOWNLOAD, method: 'PUT' }],
    ['path', { ...DOWNLOAD, path: '/exampleobject(腾讯雲)' }],
    [
      'value of a parameter',
      {
        ...DOWNLOAD,
        query: [
          ['response-content-type', 'a'],
          ['response-cache-control', 'b'],
        ],
      },
    ],
    ['extra parameter', { ...DOWNLOAD, query: [...DOWNLOAD.query, ['state', 'Active']] }],
    ['missing parameter', { ...DOWNLOAD, query: DOWNLOAD.query.slice(1) }],
    [
      'host',
      { ...DOWNLOAD, headers: { ...DOWNLOAD.headers, host: 'other-1250000000.cos.ap-beijing.myqcloud.com' } },
    ],
    ['signed header that is not sent', { ...DOWNLOAD, headers: { host: DOWNLOAD.headers.host } }],
  ])('%s', (_what, request) => {
    expect(
      codeOf(() => {
        checkCosSignature(DOWNLOAD_AUTHORIZATION, request, EXAMPLE_KEY, INSIDE);
      }),
    ).toBe('InvalidAuthorization');
  });

  test('another key', () => {
    expect(
      codeOf(() => {
        checkCosSignature(DOWNLOAD_AUTHORIZATION, DOWNLOAD, `${EXAMPLE_KEY}0`, INSIDE);
      }),
    ).toBe('InvalidAuthorization');
  });

  test('the time window holds to the second', () => {
    const at = (now: number): string =>
      codeOf(() => {
        checkCosSignature(DOWNLOAD_AUTHORIZATION, DOWNLOAD, EXAMPLE_KEY, now);
      });
    expect(at(1557989752)).toBe('SignatureExpired');
    expect(at(1557989753)).toBe('accepted');
    expect(at(1557996953)).toBe('accepted');
    expect(at(1557996954)).toBe('SignatureExpired');
  });
});

describe('the Authorization header', () => {
  test.each([
    ['nothing', undefined, 'MissingAuthorization'],
    ['another scheme', 'Bearer abc', 'InvalidAuthorization'],
    [
      'a part less',
      'q-sign-algorithm=sha1&q-ak=a&q-sign-time=1;2&q-key-time=1;2&q-header-list=&q-signature=x',
      'InvalidAuthorization',
    ],
  ])('%s is refused', (_what, header, code) => {
    expect(codeOf(() => parseCosAuthorization(header))).toBe(code);
  });

  test.each([
    ['algorithm', { 'q-sign-algorithm': 'sha256' }],
    ['time window', { 'q-key-time': 'now;later' }],
    ['header list without host', { 'q-header-list': 'date' }],
    ['header list out of order', { 'q-header-list': 'host;date' }],
    ['header list in capitals', { 'q-header-list': 'Date;host' }],
    ['header list with a broken escape', { 'q-header-list': '%E8;host' }],
    ['signature of another length', { 'q-signature': 'abc' }],
  ])('a wrong %s is refused', (_what, change) => {
    const authorization = { ...DOWNLOAD_AUTHORIZATION, ...change };
    expect(
      codeOf(() => {
        checkCosSignature(authorization, DOWNLOAD, EXAMPLE_KEY, INSIDE);
      }),
    ).toBe('InvalidAuthorization');
  });
});

describe("signatures of Tencent's client for Node.js", () => {
  const sign = (
    method: 'GET' | 'PUT',
    path: string,
    query: Record<string, string>,
    headers: Record<string, string>,
  ) =>
    parseCosAuthorization(
      COS.getAuthorization({
        SecretId: 'AKIDtest',
        SecretKey: 'secret',
        Method: method,
        Pathname: path,
        Query: query,
        Headers: headers,
        KeyTime: `${INSIDE - 1};${INSIDE + 1}`,
      }),
    );

  test('any path, parameter and signed header is accepted', () => {
    // Parameters of the APIs have plain names. Those that differ in case only would be one name in a signature.
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,11}$/), {
      selector: (name) => name.toLowerCase(),
    });
    fc.assert(
      fc.property(
        names,
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (keys, value, path) => {
          const query = Object.fromEntries(keys.map((name) => [name, value]));
          const pathname = `/${path}`;
          const headers = { Host: 'a-1.ci.ap-x.myqcloud.com', 'X-Ci-Note': encodeURIComponent(value) };
          const request: SignedRequest = {
            method: 'PUT',
            path: pathname,
            query: Object.entries(query),
            headers: { host: headers.Host, 'x-ci-note': headers['X-Ci-Note'] },
          };
          checkCosSignature(sign('PUT', pathname, query, headers), request, 'secret', INSIDE);
        },
      ),
    );
  });

  test('a signature without the host is refused: it would be good for every bucket', () => {
    const request = {
      method: 'GET',
      path: '/picqueue',
      query: [],
      headers: { host: 'a-1.ci.ap-x.myqcloud.com' },
    };
    const unsigned = sign('GET', '/picqueue', {}, {});
    expect(
      codeOf(() => {
        checkCosSignature(unsigned, request, 'secret', INSIDE);
      }),
    ).toBe('InvalidAuthorization');
  });

  test('a bare parameter is signed as one with an empty value', () => {
    const headers = { Host: 'a-1.ci.ap-x.myqcloud.com' };
    const authorization = sign('PUT', '/jobs/j1', { cancel: '' }, headers);
    const request = {
      method: 'PUT',
      path: '/jobs/j1',
      query: decodeQuery('cancel'),
      headers: { host: headers.Host },
    };
    expect(
      codeOf(() => {
        checkCosSignature(authorization, request, 'secret', INSIDE);
      }),
    ).toBe('accepted');
  });
});
