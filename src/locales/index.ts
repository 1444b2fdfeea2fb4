import { city as cityEn } from './en/city.ts';
import { cli as cliEn } from './en/cli.ts';
import { measures as measuresEn } from './en/measures.ts';
import { notes as notesEn } from './en/notes.ts';
import { report as reportEn } from './en/report.ts';
import { scenario as scenarioEn } from './en/scenario.ts';
import { fill, type Language, type Message, type Translation } from './message.ts';
import { city as cityZh } from './zh/city.ts';
import { cli as cliZh } from './zh/cli.ts';
import { measures as measuresZh } from './zh/measures.ts';
import { notes as notesZh } from './zh/notes.ts';
import { report as reportZh } from './zh/report.ts';
import { scenario as scenarioZh } from './zh/scenario.ts';

const en = { ...scenarioEn, ...cityEn, ...measuresEn, ...reportEn, ...cliEn, ...notesEn };
const zh: Translation<typeof en> = { ...scenarioZh, ...cityZh, ...measuresZh, ...reportZh, ...cliZh, ...notesZh };

export type MessageKey = keyof typeof en;
export type { Language, Message };

const catalogues: Record<Language, Translation<typeof en>> = { en, zh };

/** The words of a message in a language. */
export function say(language: Language, message: Message<MessageKey> | MessageKey): string {
  const { key, values } = typeof message === 'string' ? { key: message, values: {} } : message;
  return fill(catalogues[language][key], values);
}
