import { testCorpus } from './corpus.ts';

testCorpus('operators');
