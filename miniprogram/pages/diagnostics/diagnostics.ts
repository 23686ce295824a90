import { t } from '../../i18n/index';
import { definePage } from '../../kit/page';
import { DiagnosticsPage } from './actions';
import { EMPTY, viewDiagnostics } from './view';

/** What the phone knows of its way to the cloud, and its settings. */
definePage({
  texts: ['diagnostics'],
  data: EMPTY,
  view: viewDiagnostics,
  title: () => t('diagnostics.title'),
  open: () => new DiagnosticsPage(),
  on: {
    onCheck: (page) => page.refresh(),
    onLanguage: (page, event: WechatMiniprogram.CustomEvent<{ value: string }>) => {
      page.choose(event.detail.value);
    },
    onRefused: (page) => {
      page.showReport();
    },
  },
});
