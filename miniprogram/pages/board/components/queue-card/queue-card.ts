import type { CardView } from '../../view';

/**
 * One queue of the board. Emits `open`, `toggle` while queues are chosen, `act` with the action of its button, and `readagain` after a failure; the detail
 * names the queue by `key`.
 */
Component({
  properties: {
    card: Object,
  },
  methods: {
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
