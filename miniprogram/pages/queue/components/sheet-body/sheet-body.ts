import type { SheetView } from '../../sheet-view';

/** What a question of this page says besides its target: losses first, in red. Emits `decide` of a conflict. */
Component({
  properties: {
    view: { type: Object, value: null as SheetView | null },
  },
  methods: {
    onDecide(event: WechatMiniprogram.CustomEvent<object>) {
      this.triggerEvent('decide', event.detail);
    },
  },
});
