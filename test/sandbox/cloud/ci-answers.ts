import { randomBytes } from 'node:crypto';
import type { CloudQueue } from './cloud-data';
import { type Answer } from './http';
import { parseXml, prettyXml, textElement } from './xml';

const newRequestId = (): string => {
  const [time, host, process] = [4, 4, 2].map((bytes) => randomBytes(bytes).toString('hex'));
  return Buffer.from(`${time}_${host}_${process}_1`).toString('base64');
};

/**
 * An answer of CI: pretty-printed XML, the request id in it and in its header.
 *
 * @param xml the whole answer, given its request id. @param now milliseconds, for the Date header.
 */
export const respond = (
  status: number,
  xml: (requestId: string) => string,
  { code, headers, now }: { code: string; headers?: Record<string, string>; now: number },
): Answer => {
  const requestId = newRequestId();
  return {
    status,
    headers: {
      'Content-Type': 'application/xml',
      Date: new Date(now).toUTCString(),
      Server: 'tencent-ci',
      'x-ci-request-id': requestId,
      ...headers,
    },
    body: `${prettyXml(parseXml(xml(requestId)))}\n`,
    code,
  };
};

/** The children of a queue. A list has `limits`, the answer to an update has not (1045/72919). */
export const queueFields = (queue: CloudQueue, limits: boolean): string =>
  [
    textElement('QueueId', queue.queueId),
    textElement('Name', queue.name),
    textElement('State', queue.state),
    queue.notifyConfigXml,
    limits ? textElement('MaxSize', queue.maxSize) + textElement('MaxConcurrent', queue.maxConcurrent) : '',
    textElement('UpdateTime', queue.updateTime),
    textElement('CreateTime', queue.createTime),
    limits ? textElement('Category', queue.category) : '',
  ].join('');
