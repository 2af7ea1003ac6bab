// The columns of all jobs: how many tasks, how they ended, how much slot time they took.

import type { Duration } from '../../runtime/index.ts';
import { Float64List, Uint32List } from './columns.ts';
import type { JobSummary } from './report.ts';

/** Told of each task that is added, ends an attempt, or completes. */
export class JobLedger {
  private readonly tasks = new Uint32List(16);
  private readonly completed = new Uint32List(16);
  private readonly failed = new Uint32List(16);
  private readonly firstTask = new Uint32List(16);
  private readonly slotTime = new Float64List(16);
  private readonly added = new Float64List(16);
  /** 0 while nothing has completed; see `completed`. */
  private readonly lastCompleted = new Float64List(16);

  /** A task is added to a job. */
  add(time: Duration, task: number, job: number): void {
    if (job >= this.tasks.length) {
      const { tasks, completed, failed, firstTask, slotTime, added, lastCompleted } = this;
      for (const column of [tasks, completed, failed, firstTask, slotTime, added, lastCompleted])
        column.set(job, 0);
    }
    if (this.tasks.data[job] === 0) {
      this.added.data[job] = time;
      this.firstTask.data[job] = task;
    }
    this.tasks.data[job]! += 1;
  }

  /** So many tasks in a row are added to a job, the first of them at `time`. */
  addAll(time: Duration, firstTask: number, job: number, count: number): void {
    this.add(time, firstTask, job);
    this.tasks.data[job]! += count - 1;
  }

  /** So many tasks succeeded, the last at `time`, and took so much slot time. */
  useAll(job: number, count: number, slotTime: number, time: Duration): void {
    this.slotTime.data[job]! += slotTime;
    this.completed.data[job]! += count;
    this.lastCompleted.data[job] = time;
  }

  /** An attempt of a task ends. */
  use(job: number, slotTime: number): void {
    this.slotTime.data[job]! += slotTime;
  }

  complete(time: Duration, job: number, success: boolean): void {
    this.completed.data[job]! += 1;
    if (!success) this.failed.data[job]! += 1;
    this.lastCompleted.data[job] = time;
  }

  /** A completion without success is taken back. */
  reopen(job: number): void {
    this.completed.data[job]! -= 1;
    this.failed.data[job]! -= 1;
  }

  /** Jobs that had a task. */
  count(): number {
    return this.tasks.view().reduce((count, tasks) => count + (tasks > 0 ? 1 : 0), 0);
  }

  tasksOf(job: number): number {
    return this.tasks.data[job]!;
  }

  /** The jobs that took most slot time, at most so many. */
  top(most: number): readonly number[] {
    const slotTime = this.slotTime.view();
    const jobs = Array.from(this.tasks.view().keys()).filter((job) => this.tasks.data[job]! > 0);
    jobs.sort((left, right) => slotTime[right]! - slotTime[left]! || left - right);
    return jobs.slice(0, most);
  }

  /** For each job its place in the list, or -1. */
  places(jobs: readonly number[]): Int32Array {
    const places = new Int32Array(this.tasks.length).fill(-1);
    jobs.forEach((job, place) => {
      places[job] = place;
    });
    return places;
  }

  /** `nameOf` names a job by its index and its first task. */
  summary(job: number, nameOf: (job: number, firstTask: number) => string): Omit<JobSummary, 'wait'> {
    const completed = this.completed.data[job]!;
    return {
      id: nameOf(job, this.firstTask.data[job]!),
      tasks: this.tasks.data[job]!,
      completed,
      failed: this.failed.data[job]!,
      slotHours: this.slotTime.data[job]! / 3_600_000,
      firstAdded: this.added.data[job]! / 1000,
      lastCompleted: completed === 0 ? null : this.lastCompleted.data[job]! / 1000,
    };
  }
}
