import type { BulkView } from '../../bulk-view';

type RowEvent = WechatMiniprogram.CustomEvent<object, object, { key: string }>;

/**
 * What is written together, and how each of it goes. Emits `type` with what was typed to confirm, and `readagain` with the
 * `key` of a queue whose outcome is not known.
 */
Component({
  properties: {
    view: { type: Object, value: null as BulkView | null },
  },
  methods: {
    onType(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.triggerEvent('type', { value: event.detail.value });
    },
    onReadAgain(event: RowEvent) {
      this.triggerEvent('readagain', { key: event.currentTarget.dataset.key });
    },
  },
});
