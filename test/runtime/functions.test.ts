import { testCorpus } from './corpus.ts';

testCorpus('functions');
