import type { AppError } from '../../../miniprogram/models/errors';
import { answerWith, usePhone } from '../../support/phone';

const bench = usePhone();
const place = { bucket: 'goods-image-1250000000', region: 'ap-guangzhou' };

/** What the phone makes of an answer; a success is no failure. */
const failureOf = async (status: number, body: string): Promise<AppError> => {
  answerWith(bench.phone, status, body);
  const failure: unknown = await bench.services.queues.listQueues(place).catch((error: unknown) => error);
  // Each opening of the app loads the class anew, so there is no one class to compare with.
  expect(failure).toHaveProperty('name', 'AppError');
  return failure as AppError;
};
const lengths = ({ details, message }: AppError): number[] =>
  [message, ...Object.values(details).map(String)].map((text) => text.length);

/** 105 KB that a careless parser makes a code of 100 million characters of. */
const BOMB =
  `<?xml version="1.0"?><!DOCTYPE Error [<!ENTITY a "${'x'.repeat(50_000)}">]>` +
  `<Error><Code>${'&a;'.repeat(2_000)}</Code><Message>m</Message></Error>`;

test.each([
  [403, 'ACCESS_DENIED'],
  [404, 'CLOUD_REJECTED'],
  [503, 'CLOUD_UNAVAILABLE'],
])('an error document that declares entities is not read: %i speaks for itself', async (status, code) => {
  const failure = await failureOf(status, BOMB);
  expect(failure).toMatchObject({ code, details: { statusCode: status, requestId: 'NjJm' } });
  expect(failure.details).not.toHaveProperty('cloudCode');
});

test.each([
  ['declares entities', BOMB.replaceAll('Error', 'Response')],
  ['declares a document type in small letters', '<!doctype Response []><Response/>'],
  ['is longer than any page of queues', `<Response>${' '.repeat(1_000_000)}</Response>`],
  ['is nested without end', `<Response>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</Response>`],
])('an answer that %s is refused', async (_what, body) => {
  expect(await failureOf(200, body)).toMatchObject({ code: 'BAD_ANSWER', details: { requestId: 'NjJm' } });
});

test.each([
  ['code', `<Error><Code>${'x'.repeat(60_000)}</Code></Error>`],
  ['message', `<Error><Code>a</Code><Message>${'&#120;'.repeat(10_000)}</Message></Error>`],
  ['request id', `<Error><Code>a</Code><RequestId>${'x'.repeat(60_000)}</RequestId></Error>`],
  ['document', `<Error><Code>${'x'.repeat(60_000)}</Code>${'<a/>'.repeat(20_000)}</Error>`],
  ['document that is nested without end', `<Error>${'<a>'.repeat(20_000)}</Error>`],
])('an error with a long %s stays short', async (_what, body) => {
  for (const status of [200, 404])
    expect(Math.max(...lengths(await failureOf(status, body)))).toBeLessThan(350);
});

test('half an error document is judged by its status, at once', async () => {
  const failure = await failureOf(404, '<Error><Code>QueueNotFound</Code><Mess');
  expect(failure).toMatchObject({ code: 'CLOUD_REJECTED', details: { statusCode: 404 } });
});
