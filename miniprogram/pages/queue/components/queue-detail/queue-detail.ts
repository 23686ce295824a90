import { textsFor } from '../../../../i18n/index';
import type { DetailView } from '../../detail';

/** Everything that CI says about the queue, section by section. Emits `reveal` with `{ revealed }`. */
Component({
  properties: {
    view: { type: Object, value: null as DetailView | null },
  },
  data: { t: {} },
  lifetimes: {
    attached() {
      this.setData({ t: textsFor('queue') });
    },
  },
  methods: {
    onReveal(event: WechatMiniprogram.TouchEvent<object, object, { reveal: boolean }>) {
      this.triggerEvent('reveal', { revealed: event.currentTarget.dataset.reveal });
    },
  },
});
