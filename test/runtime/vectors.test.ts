import { testCorpus } from './corpus.ts';

testCorpus('vectors');
