import type { PhoneSettings } from '../host/frame-link';
import { withSettings } from './settings';

type Choice = [label: string, value: string | undefined];

const GROUPS: ReadonlyArray<{ title: string; name: string; choices: Choice[] }> = [
  {
    title: '身份 · Person',
    name: 'role',
    choices: [
      ['操作员 operator', undefined],
      ['只读 viewer', 'viewer'],
      ['不在名单 none', 'none'],
    ],
  },
  {
    title: '语言 · Language',
    name: 'lang',
    choices: [
      ['中文', undefined],
      ['English', 'en'],
    ],
  },
  {
    title: '外观 · Theme',
    name: 'theme',
    choices: [
      ['浅色 light', undefined],
      ['深色 dark', 'dark'],
    ],
  },
  {
    title: '字号 · Font size',
    name: 'fontSize',
    choices: [
      ['标准 16', undefined],
      ['大 20', '20'],
      ['最大 24', '24'],
    ],
  },
];

function create(tag: string, text?: string, className?: string): HTMLElement {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function createChoice(name: string, [label, value]: Choice, current: string | null): HTMLElement {
  const link = create('a', label) as HTMLAnchorElement;
  // A person is chosen by role or by name, so one takes the other away.
  link.href = withSettings(location.href, { [name]: value, ...(name === 'role' && { openid: undefined }) });
  if ((current ?? undefined) === value) link.setAttribute('aria-current', 'true');
  // An address that differs in nothing before its # would not load again.
  link.addEventListener('click', (event) => {
    event.preventDefault();
    history.replaceState(null, '', link.href);
    location.reload();
  });
  return link;
}

function createReset(): HTMLElement {
  const button = create('button', '恢复示例数据 · Reset data') as HTMLButtonElement;
  button.type = 'button';
  button.addEventListener('click', () => {
    void fetch('/__sandbox/reset', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).then(() => {
      location.reload();
    });
  });
  return button;
}

/** Fills the panel beside the phone: other persons, languages and themes, and a way back to the first data. */
export function fillPanel(panel: HTMLElement): void {
  const query = new URLSearchParams(location.search);
  panel.append(
    create('h2', 'Queue Console'),
    create('p', '沙箱：云端与手机都是本机替身。Sandbox: cloud and phone are stand-ins on this machine.'),
  );
  for (const { title, name, choices } of GROUPS) {
    const group = create('nav');
    group.setAttribute('aria-label', title);
    group.append(
      create('h3', title),
      ...choices.map((choice) => createChoice(name, choice, query.get(name))),
    );
    panel.append(group);
  }
  panel.append(createReset(), create('p', '', 'person'));
}

/** Says below the choices whose phone this is. */
export function showPerson(panel: HTMLElement, settings: PhoneSettings, openid: string): void {
  const line = panel.querySelector('.person');
  if (line) line.textContent = `openid ${openid}${settings.role ? ` · ${settings.role}` : ''}`;
}
