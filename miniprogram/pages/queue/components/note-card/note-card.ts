import { texts } from '../../../../kit/texts';
import type { NoticeView } from '../../page-view';

/** Something to know or to decide before the queue itself. Emits `act` and `other` for its two buttons. */
Component({
  behaviors: [texts('queue')],
  properties: {
    view: { type: Object, value: null as NoticeView | null },
    /** Name of an icon; `''` for one that turns while something is under way. */
    icon: String,
    tone: { type: String, value: 'info' },
    /** Texts of the buttons; `''` for none. */
    action: String,
    other: String,
    disabled: Boolean,
  },
  methods: {
    onAct() {
      if (!this.data.disabled) this.triggerEvent('act');
    },
    onOther() {
      if (!this.data.disabled) this.triggerEvent('other');
    },
  },
});
