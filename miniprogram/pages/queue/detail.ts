import type { BucketGrant } from '../../../typings/signing-api';
import { t } from '../../i18n/index';
import { regionText, stateText } from '../../i18n/words';
import { hasSecret } from '../../models/callback-url';
import type { Queue } from '../../models/queue';
import {
  fieldsOf,
  isUsed,
  NOTIFY_FIELDS,
  unknownNotify,
  type FieldName,
  type QueueFields,
} from '../../models/fields';
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

/** Where among the callback settings the address has a place of its own. */
const ADDRESS_AT = NOTIFY_FIELDS.indexOf('url');

/** @param isUnchecked a write to its state is open, so the state as read is not said as if it were known */
export function describeQueue(
  queue: Queue,
  grant: BucketGrant,
  revealed: boolean,
  isUnchecked: boolean,
): DetailView {
  const fields = fieldsOf(queue);
  const row = (field: FieldName): RowView => ({
    key: field,
    label: fieldText(field),
    value: settingText(field, fields[field]),
    note: isUsed(field, fields) ? '' : t('queue.notUsed'),
    copyable: false,
    copyText: '',
  });
  /** Settings of other types come last, and only where they say something. */
  const rows = (settings: readonly FieldName[]): RowView[] => [
    ...settings.filter((field) => isUsed(field, fields)).map(row),
    ...settings.filter((field) => !isUsed(field, fields) && fields[field] !== '').map(row),
  ];
  return {
    name: queue.name,
    state: isUnchecked ? 'unchecked' : queue.state,
    stateText: isUnchecked ? t('queue.stateUnchecked') : stateText(queue.state),
    stateNote: isUnchecked
      ? t('queue.stateUncheckedNote', { state: stateText(queue.state) })
      : stateNote(queue.state),
    label: grant.label,
    environment: grant.environment,
    notify: rows(NOTIFY_FIELDS.slice(0, ADDRESS_AT)),
    address: describeAddress(fields, revealed),
    notifyMore: rows(NOTIFY_FIELDS.slice(ADDRESS_AT + 1)),
    notifyOther: unknownNotify(queue),
    facts: factsOf(queue),
    factsOther: queue.unknown,
  };
}

/** CI sends XML where no format is set (1045/72919). */
function settingText(field: FieldName, value: string): string {
  return field === 'resultFormat' && value === '' ? t('queue.formatDefault') : valueText(field, value);
}

function describeAddress({ url, type }: QueueFields, revealed: boolean): AddressView | null {
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
