// Entry of the language server for a page: a web worker that takes and gives the protocol's messages as they are.

import { serveLanguage } from './serve-language.ts';

serveLanguage();
