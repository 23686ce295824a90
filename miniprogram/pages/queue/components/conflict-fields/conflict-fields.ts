import { texts } from '../../../../kit/texts';
import type { FieldName } from '../../../../models/fields';
import type { ConflictView, Side } from '../../conflict';

type SideEvent = WechatMiniprogram.TouchEvent<object, object, { field: FieldName; side: Side }>;

/** Fields that two admins changed, each to be decided by a tap. Emits `decide` with `{ field, side }`. */
Component({
  behaviors: [texts('queue')],
  properties: {
    view: { type: Object, value: null as ConflictView | null },
  },
  methods: {
    onDecide(event: SideEvent) {
      const { field, side } = event.currentTarget.dataset;
      this.triggerEvent('decide', { field, side });
    },
  },
});
