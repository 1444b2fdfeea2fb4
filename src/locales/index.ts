import { assumptionNotes } from './assumption-notes.ts';
import { access as accessEn } from './en/access.ts';
import { baseline as baselineEn } from './en/baseline.ts';
import { calibration as calibrationEn } from './en/calibration.ts';
import { capacity as capacityEn } from './en/capacity.ts';
import { city as cityEn } from './en/city.ts';
import { cityImport as cityImportEn } from './en/city-import.ts';
import { cli as cliEn } from './en/cli.ts';
import { judge as judgeEn } from './en/judge.ts';
import { k6 as k6En } from './en/k6.ts';
import { load as loadEn } from './en/load.ts';
import { measures as measuresEn } from './en/measures.ts';
import { notes as notesEn } from './en/notes.ts';
import { open311 as open311En } from './en/open311.ts';
import { opinion as opinionEn } from './en/opinion.ts';
import { report as reportEn } from './en/report.ts';
import { scenario as scenarioEn } from './en/scenario.ts';
import { screen as screenEn } from './en/screen.ts';
import { server as serverEn } from './en/server.ts';
import { validation as validationEn } from './en/validation.ts';
import { fill, type Language, type Message, type Translation } from './message.ts';
import { access as accessZh } from './zh/access.ts';
import { baseline as baselineZh } from './zh/baseline.ts';
import { calibration as calibrationZh } from './zh/calibration.ts';
import { capacity as capacityZh } from './zh/capacity.ts';
import { city as cityZh } from './zh/city.ts';
import { cityImport as cityImportZh } from './zh/city-import.ts';
import { cli as cliZh } from './zh/cli.ts';
import { judge as judgeZh } from './zh/judge.ts';
import { k6 as k6Zh } from './zh/k6.ts';
import { load as loadZh } from './zh/load.ts';
import { measures as measuresZh } from './zh/measures.ts';
import { notes as notesZh } from './zh/notes.ts';
import { open311 as open311Zh } from './zh/open311.ts';
import { opinion as opinionZh } from './zh/opinion.ts';
import { report as reportZh } from './zh/report.ts';
import { scenario as scenarioZh } from './zh/scenario.ts';
import { screen as screenZh } from './zh/screen.ts';
import { server as serverZh } from './zh/server.ts';
import { validation as validationZh } from './zh/validation.ts';

const en = {
  ...scenarioEn,
  ...cityEn,
  ...measuresEn,
  ...reportEn,
  ...cliEn,
  ...notesEn,
  ...validationEn,
  ...opinionEn,
  ...calibrationEn,
  ...loadEn,
  ...capacityEn,
  ...baselineEn,
  ...k6En,
  ...judgeEn,
  ...serverEn,
  ...screenEn,
  ...open311En,
  ...accessEn,
  ...cityImportEn,
};
const zh: Translation<typeof en> = {
  ...scenarioZh,
  ...cityZh,
  ...measuresZh,
  ...reportZh,
  ...cliZh,
  ...notesZh,
  ...validationZh,
  ...opinionZh,
  ...calibrationZh,
  ...loadZh,
  ...capacityZh,
  ...baselineZh,
  ...k6Zh,
  ...judgeZh,
  ...serverZh,
  ...screenZh,
  ...open311Zh,
  ...accessZh,
  ...cityImportZh,
};

export type MessageKey = keyof typeof en;
export type { Language, Message };

const catalogues: Record<Language, Translation<typeof en>> = { en, zh };

/** The words of a message in a language. */
export function say(language: Language, message: Message<MessageKey> | MessageKey): string {
  const { key, values } = typeof message === 'string' ? { key: message, values: {} } : message;
  return fill(catalogues[language][key], values);
}

/** The note of an assumption in a language; as it stands in the scenario where nobody has translated it. */
export function noteIn(language: Language, note: string): string {
  return (language === 'zh' && Object.hasOwn(assumptionNotes, note) && assumptionNotes[note]) || note;
}
