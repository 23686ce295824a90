import { textsFor } from '../../../../i18n/index';
import { translated } from '../../../../i18n/translated';
import type { CardView } from '../../view';

/**
 * One queue of the board. Emits `open`, `toggle` while queues are chosen, `act` with the action of its button, and `readagain` after a failure; the detail
 * names the queue by `key`.
 */
Component({
  behaviors: [translated],
  properties: {
    card: Object,
  },
  data: { t: {} },
  methods: {
    translate() {
      this.setData({ t: textsFor('common') });
    },
    onOpen() {
      this.emit('open');
    },
    onToggle() {
      this.emit('toggle');
    },
    onAct() {
      this.emit('act');
    },
    onReadAgain() {
      this.emit('readagain');
    },
    emit(name: 'open' | 'toggle' | 'act' | 'readagain') {
      const { key, action } = this.data.card as CardView;
      this.triggerEvent(name, { key, action });
    },
  },
});
