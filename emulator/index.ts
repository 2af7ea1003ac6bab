// The door of the emulator: scenarios with real processes.

export { type AbilityFound, type Surroundings, surveyMachine } from './abilities/survey.ts';
export { type Calibrated, calibrate } from './calibrate.ts';
export { type Engine, findEngine } from './containers/engine.ts';
export { tryEngine } from './containers/try-engine.ts';
export type { Command, FileServices } from './file-services.ts';
export { type LinkedStorage, readConnectionString } from './files/linked-storage.ts';
export { createFileServices, type FileOptions } from './files/services.ts';
export { findGroupPlace, groupFacts } from './isolation/control-groups.ts';
export { createWrap, type WrapOptions, type Wrapping } from './isolation/create-wrap.ts';
export { findRoomPrograms } from './isolation/room-programs.ts';
export { endLeftovers, type Left } from './ledger.ts';
export { createMeasurements, type Measurements } from './measurements.ts';
export { NO_FILES } from './no-files.ts';
export { createRealRun, type RealRun, type RealRunOptions } from './run-scenario.ts';
export { type FolderProblem, openNamedFolder, openOwnFolder, type WorkFolder } from './work-folder.ts';
export type { NodeFolders, TaskFolders, Workspace } from './workspace.ts';
