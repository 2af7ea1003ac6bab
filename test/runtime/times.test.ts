import { testCorpus } from './corpus.ts';

testCorpus('times');
