import type { BuiltIn, BuiltInNode } from '../built-in';
import { closestNode, nodesInside } from '../built-in';

const showChecked = (node: BuiltInNode): void => {
  node.element.toggleAttribute('data-checked', node.flag('checked'));
  node.element.setAttribute('aria-checked', String(node.flag('checked')));
};

/** A control that a tap on it, or on its label, changes. */
const toggle = (role: string, change: (node: BuiltInNode) => void): BuiltIn => ({
  properties: {
    checked: Boolean,
    disabled: Boolean,
    name: String,
    value: String,
    color: String,
    type: String,
  },
  observe: { checked: showChecked },
  attached: (node) => {
    node.element.setAttribute('role', role);
    node.element.tabIndex = 0;
    showChecked(node);
    const act = (): void => {
      if (!node.flag('disabled')) change(node);
    };
    node.listen('tap', act);
    node.listen('phone:toggle', act);
  },
});

export const switchControl = toggle('switch', (node) => {
  node.set('checked', !node.flag('checked'));
  node.emit('change', { value: node.flag('checked') });
});

export const checkbox = toggle('checkbox', (node) => {
  node.set('checked', !node.flag('checked'));
  const group = closestNode(node.element, 'checkbox-group');
  const chosen = group ? nodesInside(group.element, ['checkbox']).filter((item) => item.flag('checked')) : [];
  group?.emit('change', { value: chosen.map((item) => item.text('value')) });
});

export const radio = toggle('radio', (node) => {
  if (node.flag('checked')) return;
  const group = closestNode(node.element, 'radio-group');
  for (const item of group ? nodesInside(group.element, ['radio']) : []) item.set('checked', false);
  node.set('checked', true);
  group?.emit('change', { value: node.text('value') });
});

export const choiceGroup: BuiltIn = { properties: { name: String } };
