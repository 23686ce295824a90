import type { ErrorView } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { texts } from '../../kit/texts';

/** Shows what happened, what to do next, and what to quote to support. Emits `retry`. */
Component({
  behaviors: [texts('common')],
  properties: {
    error: { type: Object, value: null as ErrorView | null },
    /** `page`: nothing else is on the page. `card`: one part of it failed. */
    layout: { type: String, value: 'card' },
    /** Shown on the button; `''` for the usual word. */
    retryText: String,
    retrying: Boolean,
    /** Takes the button away where the page has no way to try again. */
    final: Boolean,
  },
  data: { icon: 'warning', copyText: '' },
  observers: {
    error(error: ErrorView | null) {
      if (error !== null) this.setData({ icon: iconOf(error), copyText: copyTextOf(error) });
    },
  },
  methods: {
    onRetry() {
      if (!this.data.retrying) this.triggerEvent('retry');
    },
  },
});

function iconOf({ code, tone }: ErrorView): string {
  if (code === 'NETWORK' || code === 'TIMEOUT' || code === 'INTERRUPTED') return 'offline';
  if (code === 'NOT_ADMIN' || code === 'LOGIN_BLOCKED') return 'person';
  if (code === 'NO_BUCKETS') return 'bucket';
  return tone === 'calm' ? 'info' : 'warning';
}

function copyTextOf({ shownCode, requestId, host }: ErrorView): string {
  const lines = [`${t('common.code')}: ${shownCode}`];
  if (requestId !== '') lines.push(`${t('common.requestId')}: ${requestId}`);
  if (host !== '') lines.push(`${t('common.host')}: ${host}`);
  return lines.join('\n');
}
