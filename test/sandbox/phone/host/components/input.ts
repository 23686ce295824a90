import { PLACEHOLDER_SUFFIX } from '../../protocol';
import type { BuiltIn, BuiltInNode } from '../built-in';

type Field = HTMLInputElement | HTMLTextAreaElement;

const fieldOf = (node: BuiltInNode): Field => node.element as Field;

const INPUT_MODE: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' };

/** A textarea with `auto-height` is as high as its text. */
function fitHeight(node: BuiltInNode): void {
  const field = fieldOf(node);
  if (!node.flag('autoHeight') || !field.isConnected) return;
  // A browser gives an empty textarea two lines, WeChat one.
  if (field instanceof HTMLTextAreaElement) field.rows = 1;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}

function show(node: BuiltInNode): void {
  const field = fieldOf(node);
  const value = node.get('value');
  const wanted = value === null || value === undefined ? '' : `${value as string | number}`;
  if (field.value === wanted) return;
  field.value = wanted;
  fitHeight(node);
}

function speakWeChatsEvents(node: BuiltInNode): void {
  const field = fieldOf(node);
  field.addEventListener('input', () => {
    fitHeight(node);
    node.set('value', field.value);
    node.emit(
      'input',
      { value: field.value, cursor: field.selectionStart ?? field.value.length, keyCode: 0 },
      {
        onReturn: (returned) => {
          const replacement: unknown =
            typeof returned === 'object' && returned ? Reflect.get(returned, 'value') : returned;
          if (typeof replacement === 'string') node.set('value', replacement);
        },
      },
    );
  });
  field.addEventListener('focus', () => {
    node.emit('focus', { value: field.value, height: 0 });
  });
  field.addEventListener('blur', () => {
    node.emit('blur', { value: field.value, cursor: field.selectionStart ?? 0 });
  });
  field.addEventListener('keydown', (event) => {
    const pressed = event as KeyboardEvent;
    if (pressed.key !== 'Enter' || pressed.isComposing || field instanceof HTMLTextAreaElement) return;
    node.emit('confirm', { value: field.value });
    if (!node.flag('confirmHold')) field.blur();
  });
}

const field: BuiltIn = {
  properties: {
    value: null,
    name: String,
    type: { type: String, value: 'text' },
    password: Boolean,
    placeholder: String,
    placeholderStyle: String,
    placeholderClass: { type: String, value: 'input-placeholder' },
    disabled: Boolean,
    maxlength: { type: Number, value: 140 },
    focus: Boolean,
    autoFocus: Boolean,
    autoHeight: Boolean,
    fixed: Boolean,
    cursor: { type: Number, value: -1 },
    cursorSpacing: Number,
    selectionStart: { type: Number, value: -1 },
    selectionEnd: { type: Number, value: -1 },
    adjustPosition: { type: Boolean, value: true },
    alwaysEmbed: Boolean,
    confirmType: { type: String, value: 'done' },
    confirmHold: Boolean,
    holdKeyboard: Boolean,
    showConfirmBar: { type: Boolean, value: true },
    disableDefaultPadding: Boolean,
  },
  observe: {
    value: show,
    'type,password': (node) => {
      const input = fieldOf(node);
      if (input instanceof HTMLInputElement) input.type = node.flag('password') ? 'password' : 'text';
      input.inputMode = INPUT_MODE[node.text('type')] ?? 'text';
    },
    placeholder: (node) => {
      fieldOf(node).placeholder = node.text('placeholder');
    },
    placeholderClass: (node) => {
      const names = node.text('placeholderClass').split(' ');
      node.setExtraClass(names.map((name) => name + PLACEHOLDER_SUFFIX).join(' '));
    },
    disabled: (node) => {
      fieldOf(node).disabled = node.flag('disabled');
    },
    maxlength: (node) => {
      const length = node.number('maxlength');
      if (length >= 0) fieldOf(node).maxLength = length;
      else fieldOf(node).removeAttribute('maxlength');
    },
    focus: (node) => {
      if (node.flag('focus')) fieldOf(node).focus();
      else fieldOf(node).blur();
    },
    autoHeight: fitHeight,
  },
  attached: (node) => {
    speakWeChatsEvents(node);
    if (node.number('maxlength') >= 0) fieldOf(node).maxLength = node.number('maxlength');
    show(node);
    fitHeight(node);
    if (node.flag('autoFocus') || node.flag('focus')) {
      setTimeout(() => {
        fieldOf(node).focus();
      });
    }
  },
};

/** Documents "input" and "textarea": one-way value, `bindinput` and its friends. */
export const input = field;
export const textarea = field;
