import { texts } from '../../../../kit/texts';
import type { DetailView } from '../../detail';

/** Everything that CI says about the queue, section by section. Emits `reveal` with `{ revealed }`. */
Component({
  behaviors: [texts('queue')],
  properties: {
    view: { type: Object, value: null as DetailView | null },
  },
  methods: {
    onReveal(event: WechatMiniprogram.TouchEvent<object, object, { reveal: boolean }>) {
      this.triggerEvent('reveal', { revealed: event.currentTarget.dataset.reveal });
    },
  },
});
