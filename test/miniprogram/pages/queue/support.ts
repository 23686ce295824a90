import { setLanguage } from '../../../../miniprogram/i18n/index';
import type { BucketGrant } from '../../../../typings/signing-api';
import type { QueueFields } from '../../../../miniprogram/models/fields';
import { fieldsOf } from '../../../../miniprogram/models/fields';
import type { Queue } from '../../../../miniprogram/models/queue';
import type { XmlRecord } from '../../../../miniprogram/models/xml';
import { makeQueue, QUEUE_ELEMENTS } from '../../../support/make-queue';

setLanguage('zh_CN');

export const grant: BucketGrant = {
  bucket: 'photos-1250000000',
  region: 'ap-guangzhou',
  label: '相册',
  environment: 'staging',
  group: 'default',
};

/** @returns a queue with some children of its NotifyConfig replaced. */
export function makeNotified(notify: XmlRecord, elements: XmlRecord = {}): Queue {
  return makeQueue({ ...elements, NotifyConfig: { ...QUEUE_ELEMENTS.NotifyConfig, ...notify } });
}

/** A queue whose notifications go to a Kafka that the documents do not know. */
export function makeKafka(): Queue {
  return makeQueue({
    NotifyConfig: {
      Event: 'TaskFinish',
      Type: 'Kafka',
      State: 'On',
      KafkaConfig: { InstanceId: 'ckafka-1', Topic: 'events' },
    },
  });
}

/** @returns the fields of a queue, some of them replaced. */
export function makeFields(fields: Partial<QueueFields> = {}): QueueFields {
  return { ...fieldsOf(makeQueue()), ...fields };
}
