import type { BucketGrant } from '../../../typings/signing-api';
import { t } from '../../i18n/index';
import { regionText, stateText } from '../../i18n/words';
import { hasSecret } from '../../models/callback-url';
import type { Queue } from '../../models/queue';
import { fieldsOf, type FieldName } from '../../models/queue-fields';
import type { XmlLeaf } from '../../models/xml';
import { formatDateTime, parseCiTime } from '../../utils/time';
import { fieldText, valueText } from './words';

/** One line of a section. */
export interface RowView {
  key: string;
  label: string;
  value: string;
  note: string;
  /** An id: fixed width, with a copy button. */
  copyable: boolean;
  /** What it copies; `''` for the value itself. */
  copyText: string;
}

/** The callback address, hidden as far as it may let its reader in. */
export interface AddressView {
  value: string;
  /** Something of it is, or was, hidden. */
  secret: boolean;
  revealed: boolean;
  note: string;
}

/** A queue as plain data: everything that CI says about it. */
export interface DetailView {
  name: string;
  /** `unchecked` while it is not known. */
  state: string;
  stateText: string;
  stateNote: string;
  label: string;
  environment: string;
  notify: RowView[];
  /** `null` where there is none and none is needed. */
  address: AddressView | null;
  /** Below the address. */
  notifyMore: RowView[];
  notifyOther: XmlLeaf[];
  facts: RowView[];
  factsOther: XmlLeaf[];
}

const MQ_FIELDS = ['mqMode', 'mqRegion', 'mqName'] as const satisfies readonly FieldName[];

/** @param isUnchecked a write to its state is open, so the state as read is not said as if it were known */
export function describeQueue(
  queue: Queue,
  grant: BucketGrant,
  revealed: boolean,
  isUnchecked: boolean,
): DetailView {
  const fields = fieldsOf(queue);
  const row = (field: FieldName, value = valueText(field, fields[field]), note = ''): RowView => ({
    key: field,
    label: fieldText(field),
    value,
    note,
    copyable: false,
    copyText: '',
  });
  const format = fields.resultFormat === '' ? t('queue.formatDefault') : fields.resultFormat;
  const usesMq = fields.type === 'TDMQ';
  const mqRows = MQ_FIELDS.filter((field) => usesMq || fields[field] !== '').map((field) =>
    row(field, valueText(field, fields[field]), usesMq ? '' : t('queue.notUsed')),
  );
  return {
    name: queue.name,
    state: isUnchecked ? 'unchecked' : queue.state,
    stateText: isUnchecked ? t('queue.stateUnchecked') : stateText(queue.state),
    stateNote: isUnchecked
      ? t('queue.stateUncheckedNote', { state: stateText(queue.state) })
      : stateNote(queue.state),
    label: grant.label,
    environment: grant.environment,
    notify: [row('notifyState'), row('events'), row('type')],
    address: describeAddress(queue, revealed),
    notifyMore: [row('resultFormat', format), ...mqRows],
    notifyOther: queue.notifyConfig.unknown,
    facts: factsOf(queue),
    factsOther: queue.unknown,
  };
}

function describeAddress({ notifyConfig }: Queue, revealed: boolean): AddressView | null {
  const { url, type } = notifyConfig;
  if (url === '' && type !== 'Url') return null;
  const secret = hasSecret(url);
  const maskedNote = secret && !revealed ? t('queue.maskedNote') : '';
  return {
    value: secret && revealed ? url : valueText('url', url),
    secret,
    revealed,
    note: type === 'Url' ? maskedNote : t('queue.notUsed'),
  };
}

function factsOf(queue: Queue): RowView[] {
  const fact = (key: string, label: string, value: string, copyable = false, copyText = ''): RowView => ({
    key,
    label,
    value: value === '' ? t('queue.valueNone') : value,
    note: '',
    copyable,
    copyText,
  });
  return [
    fact('queueId', t('queue.queueId'), queue.queueId, true),
    fact('bucket', t('queue.place'), queue.bucket, true),
    fact('region', t('queue.region'), regionText(queue.region), true, queue.region),
    fact('category', t('queue.category'), queue.category),
    fact('maxSize', t('queue.maxSize'), queue.maxSize === null ? '' : String(queue.maxSize)),
    fact(
      'maxConcurrent',
      t('queue.maxConcurrent'),
      queue.maxConcurrent === null ? '' : String(queue.maxConcurrent),
    ),
    fact('createTime', t('queue.createTime'), timeText(queue.createTime)),
    fact('updateTime', t('queue.updateTime'), timeText(queue.updateTime)),
  ];
}

/** @returns a time of CI in the phone's time zone; what is no time as it is. */
export function timeText(time: string): string {
  const ms = parseCiTime(time);
  return ms === undefined ? time : formatDateTime(ms);
}

function stateNote(state: string): string {
  if (state === 'Active') return t('queue.stateActiveNote');
  return state === 'Paused' ? t('queue.statePausedNote') : t('queue.stateOtherNote');
}
