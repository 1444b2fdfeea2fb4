import { serve } from './apart.ts';
import { type StudyPlan, studyFile } from './study-file.ts';

await serve<StudyPlan>(studyFile);
