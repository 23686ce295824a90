import { toAppError, type AppError, type AppErrorCode } from '../models/errors';
import type { FieldError } from '../models/validate';
import { formatText } from './format';
import { formatClock } from '../utils/time';
import { t, textsFor } from './index';

/** A failure in words, as plain data for the error panel. Empty strings stand for what is not known. */
export interface ErrorView {
  code: AppErrorCode;
  /** What happened. */
  title: string;
  /** What to do next. */
  action: string;
  /** The cloud's code if it gave one, else ours: what a search or a ticket needs. */
  shownCode: string;
  requestId: string;
  /** What somebody else needs from the admin to put it right: his openid, or the request domain to add. */
  handOver: string;
  /** What the button says that copies it. */
  handOverText: string;
  /** The host that did not answer, where that is what matters. */
  host: string;
  /** Whether trying again can help. */
  retryable: boolean;
  /** What the button says that tries again. */
  retryText: string;
  /** `calm`: nothing is broken, something has not been set up yet. */
  tone: 'alarm' | 'calm';
}

/** Failures that stay until somebody changes something elsewhere, or that a second try would only repeat. */
const FINAL: readonly AppErrorCode[] = ['READ_ONLY', 'INVALID_EDIT', 'CANNOT_CARRY', 'CLIPBOARD_REFUSED'];
const CALM: readonly AppErrorCode[] = ['NOT_ADMIN', 'NO_BUCKETS', 'SERVICE_NOT_OPEN'];
/** Failures for which it matters who did not answer. */
const ABOUT_HOST: readonly AppErrorCode[] = ['NETWORK', 'TIMEOUT', 'NO_CLEAR_ANSWER'];
/** Failures of who the admin is, and what he holds: trying again signs him in anew. */
const ABOUT_ADMIN: readonly AppErrorCode[] = [
  'LOGIN_FAILED',
  'CODE_REJECTED',
  'LOGIN_BLOCKED',
  'NOT_ADMIN',
  'NO_BUCKETS',
  'KEY_REJECTED',
];

/** @returns any failure in words. */
export function describeError(failure: unknown): ErrorView {
  const error = toAppError(failure);
  const { details } = error;
  const texts = textsFor('errors');
  const params = paramsOf(error);
  return {
    code: error.code,
    title: titleOf(error, params),
    action: formatText(texts[`${error.code}_ACTION`], params),
    shownCode: details.cloudCode ?? error.code,
    requestId: details.requestId ?? '',
    ...handOverOf(error),
    host: ABOUT_HOST.includes(error.code) ? (details.host ?? '') : '',
    retryable: !FINAL.includes(error.code),
    retryText: t(ABOUT_ADMIN.includes(error.code) ? 'common.signInAgain' : 'common.retry'),
    tone: CALM.includes(error.code) ? 'calm' : 'alarm',
  };
}

/** @returns why a field cannot be saved, in words. */
export function describeFieldError(error: FieldError): string {
  return textsFor('fieldErrors')[error];
}

function handOverOf({
  code,
  details: { openid, host },
}: AppError): Pick<ErrorView, 'handOver' | 'handOverText'> {
  if (openid !== undefined) return { handOver: openid, handOverText: t('common.copyOpenid') };
  if (code !== 'DOMAIN_NOT_LISTED' || host === undefined) return { handOver: '', handOverText: '' };
  return { handOver: `https://${host}`, handOverText: t('common.copyDomains') };
}

/** A "not done" that is proved by reading holds until the time of the read, and says so. */
function titleOf({ code, details: { asOf } }: AppError, params: Record<string, string | number>): string {
  if (code === 'WRITE_NOT_DONE' && asOf !== undefined) {
    return t('outcomes.notDone', { time: formatClock(asOf) });
  }
  return formatText(textsFor('errors')[`${code}_TITLE`], params);
}

function paramsOf({ code, details, reason }: AppError): Record<string, string | number> {
  const params = { seconds: details.retryAfter ?? 60 };
  if (code !== 'WRITE_NOT_DONE' && code !== 'WRITE_UNSETTLED') return params;
  // Neither helps alone: why, and what to do about that, is in the failure underneath.
  const { title, action } = describeError(reason);
  return { ...params, reason: title, next: action };
}
