import { textsFor } from '../../../../i18n/index';
import { translated } from '../../../../i18n/translated';
import type { DetailView } from '../../detail';

/** Everything that CI says about the queue, section by section. Emits `reveal` with `{ revealed }`. */
Component({
  behaviors: [translated],
  properties: {
    view: { type: Object, value: null as DetailView | null },
  },
  data: { t: {} },
  methods: {
    translate() {
      this.setData({ t: textsFor('queue') });
    },
    onReveal(event: WechatMiniprogram.TouchEvent<object, object, { reveal: boolean }>) {
      this.triggerEvent('reveal', { revealed: event.currentTarget.dataset.reveal });
    },
  },
});
