import type { BuiltIn, BuiltInNode } from '../built-in';
import { nodesInside } from '../built-in';

const valueOf = (node: BuiltInNode): unknown =>
  node.name === 'switch' ? node.flag('checked') : (node.element as HTMLInputElement).value;

/** Document "form": a button with `form-type` sends the values of the named controls. */
export const form: BuiltIn = {
  properties: { reportSubmit: Boolean },
  attached: (node) => {
    node.element.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    node.listen('phone:submit', () => {
      const controls = nodesInside(node.element, ['input', 'textarea', 'switch']);
      const named = controls.filter((control) => control.text('name') !== '');
      node.emit('submit', {
        value: Object.fromEntries(named.map((item) => [item.text('name'), valueOf(item)])),
      });
    });
    node.listen('phone:reset', () => {
      node.emit('reset', {});
    });
  },
};
