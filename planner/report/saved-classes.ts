// Every class of which a report in the making remembers objects, so that it can be saved with its run.

import { type SavedClass, savedClass } from '../../simulator/index.ts';
import { Buckets } from './buckets.ts';
import { Float64List, Uint8List, Uint16List, Uint32List } from './columns.ts';
import { Balance } from './control.ts';
import { ElasticityRecorder } from './elasticity.ts';
import { FactLedger } from './facts.ts';
import { FailedTasks } from './failed-tasks.ts';
import { Incidents } from './incidents.ts';
import { JobLedger } from './jobs.ts';
import { EvaluationLog, ResizeLog, ThinnedList, UnschedulableLog } from './logs.ts';
import { NodeLedger } from './nodes.ts';
import { PoolBook } from './pool-book.ts';
import { PoolLedger } from './pools.ts';
import { RunRecorder } from './record.ts';
import { SeriesRecorder, SeriesTable } from './series.ts';
import { SubtaskLedger } from './subtasks.ts';
import { Tally } from './tally.ts';
import { TaskLedger } from './tasks.ts';
import { NodeClass } from './usage.ts';
import { UseLedger } from './uses.ts';

/** The classes, by the names that saved runs know them by. */
export const REPORT_CLASSES: readonly SavedClass[] = [
  savedClass('report/Balance', Balance),
  savedClass('report/Buckets', Buckets),
  savedClass('report/ElasticityRecorder', ElasticityRecorder),
  savedClass('report/EvaluationLog', EvaluationLog),
  savedClass('report/FactLedger', FactLedger),
  savedClass('report/FailedTasks', FailedTasks),
  savedClass('report/Float64List', Float64List),
  savedClass('report/Incidents', Incidents),
  savedClass('report/JobLedger', JobLedger),
  savedClass('report/NodeClass', NodeClass),
  savedClass('report/NodeLedger', NodeLedger),
  savedClass('report/PoolBook', PoolBook),
  savedClass('report/PoolLedger', PoolLedger),
  savedClass('report/ResizeLog', ResizeLog),
  savedClass('report/RunRecorder', RunRecorder),
  savedClass('report/SeriesRecorder', SeriesRecorder),
  savedClass('report/SeriesTable', SeriesTable),
  savedClass('report/SubtaskLedger', SubtaskLedger),
  savedClass('report/Tally', Tally),
  savedClass('report/TaskLedger', TaskLedger),
  savedClass('report/ThinnedList', ThinnedList),
  savedClass('report/Uint8List', Uint8List),
  savedClass('report/Uint16List', Uint16List),
  savedClass('report/Uint32List', Uint32List),
  savedClass('report/UnschedulableLog', UnschedulableLog),
  savedClass('report/UseLedger', UseLedger),
];
