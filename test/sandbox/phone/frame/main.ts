import type { Frame, Phone } from '../host/frame-link';
import { fillPanel, showPerson } from './panel';
import { frameTexts } from './texts';
import { readSettings } from './settings';

function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no #${id}`);
  return element;
}

const panel = byId('panel', HTMLElement);
const bar = byId('bar', HTMLElement);
const title = byId('title', HTMLElement);
const back = byId('back', HTMLButtonElement);
const home = byId('home', HTMLButtonElement);
const refresh = byId('refresh', HTMLButtonElement);
const leave = byId('leave', HTMLButtonElement);
const away = byId('away', HTMLButtonElement);
const problem = byId('problem', HTMLElement);
const app = byId('app', HTMLIFrameElement);
const clock = byId('clock', HTMLElement);

/** Room for the device's home bar, as on an iPhone without a button. */
const HOME_BAR_PX = 34;
const onDesk = matchMedia('(width >= 500px)');

/** The route that this script has put into the address itself. */
let shownRoute = location.hash.replace(/^#\/?/, '');

const frame: Frame = {
  settings: readSettings(location.search, location.hash),
  safeAreaBottom: () => (onDesk.matches ? HOME_BAR_PX : 0),
  showBar: (state) => {
    document.title = state.title === '' ? 'Queue Console' : state.title;
    title.textContent = state.title;
    back.hidden = !state.canGoBack;
    home.hidden = !state.canGoHome;
    bar.hidden = state.isHidden;
    document.body.style.setProperty('--bar-background', state.background);
    document.body.dataset['barText'] = state.text;
  },
  showRoute: (route) => {
    shownRoute = route;
    history.replaceState(null, '', `#/${route}`);
  },
  showError: (message) => {
    problem.textContent = message.split('\n')[0] ?? message;
    problem.title = message;
    problem.hidden = false;
  },
  connect: (phone: Phone) => {
    window.phone = phone;
    showPerson(panel, frame.settings, phone.openid);
    back.addEventListener('click', phone.back);
    home.addEventListener('click', phone.home);
    refresh.addEventListener('click', phone.startPullDownRefresh);
    leave.addEventListener('click', () => {
      phone.background();
      away.hidden = false;
    });
    away.addEventListener('click', () => {
      away.hidden = true;
      phone.foreground();
    });
    window.addEventListener('hashchange', () => {
      const route = location.hash.replace(/^#\/?/, '');
      if (route !== shownRoute) phone.reLaunch(route);
    });
  },
};
window.phoneFrame = frame;

problem.addEventListener('click', () => {
  problem.hidden = true;
});

function showTime(): void {
  const now = new Date();
  clock.textContent = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`;
}
showTime();
setInterval(showTime, 10_000);

const texts = frameTexts(frame.settings.language);
for (const [button, label] of [
  [back, texts.back],
  [home, texts.home],
  [refresh, texts.refresh],
  [leave, texts.leave],
] as const) {
  button.ariaLabel = label;
  button.title = label;
}
away.textContent = texts.away;
fillPanel(panel);
app.src = 'app.html';
