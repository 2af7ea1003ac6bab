// What can be wrong with a line of a journal.

import { defineDiagnostics } from '../grammar/index.ts';

const GOOD = '{"time":"2025-03-03T00:00:00.000Z","operationName":"NodeRemoveEvent","properties":{}}';

export const JOURNAL = defineDiagnostics('journal', {
  'not-a-record': {
    severity: 'error',
    message: 'this line is not a record of a journal',
    hint: 'each line is one JSON object with time, operationName and properties, as `simulate --journal` writes them',
    prose:
      "A journal has one JSON object a line, in the shape of Azure's diagnostic logs of the Batch service.",
    example: '{"operation": 1',
  },
  'no-time': {
    severity: 'error',
    message: 'this record has no time that can be read',
    hint: 'time is an ISO 8601 instant, such as 2025-03-03T00:00:00.000Z',
    prose: 'Every record of a journal says when it happened.',
    example: '{"time":"yesterday","operationName":"TaskStartEvent","properties":{}}',
  },
  'bad-record': {
    severity: 'error',
    message: 'this {event} has no usable {field}',
    prose: "A record that a report reads must name the things it speaks of as Azure's events do.",
    example: GOOD,
  },
});
