// Entry of the language server for a page: a web worker that takes and gives the protocol's messages as they are.

import { placesIn } from '../compiler/index.ts';
import { serveLanguage } from './serve-language.ts';

serveLanguage({ findPlaces: placesIn });
