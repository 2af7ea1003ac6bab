// The floor: the same streams through a hand-written loop with a typed-array heap and no semantics at all.
// Usage: node floor.js stream|job TASKS [SLOTS]. Everything of ours is measured as a ratio to this.

const [model = 'stream', countText = '1000000', slotsText] = process.argv.slice(2);
const count = Number(countText);
const slots = Number(slotsText ?? (model === 'stream' ? 100 : 1000));
const rate = 90;

let state = 0x2545f491;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}
const exponential = (mean) => -Math.log(1 - random()) * mean;

const heap = new Float64Array(slots + 1);
let size = 0;
function push(value) {
  let at = size++;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent] <= value) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = value;
}
function pop() {
  const top = heap[0];
  const value = heap[--size];
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && heap[child + 1] < heap[child]) child++;
    if (value <= heap[child]) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = value;
  return top;
}

const arrivals = new Float64Array(count);
const durations = new Float64Array(count);
let clock = 0;
for (let task = 0; task < count; task++) {
  if (model === 'stream') clock += exponential(1 / rate);
  arrivals[task] = clock;
  durations[task] = exponential(1);
}
let waited = 0;
let next = 0;
let queued = 0;
let now = 0;
let last = 0;
while (next < count || queued < next || size > 0) {
  const arrival = next < count ? arrivals[next] : Number.POSITIVE_INFINITY;
  const end = size > 0 ? heap[0] : Number.POSITIVE_INFINITY;
  if (arrival === Number.POSITIVE_INFINITY && end === Number.POSITIVE_INFINITY) break;
  if (end <= arrival) {
    now = pop();
    last = now;
  } else {
    now = arrival;
    next++;
  }
  while (queued < next && size < slots) {
    waited += now - arrivals[queued];
    push(now + durations[queued++]);
  }
}
console.log(JSON.stringify({ model, count, slots, meanWait: waited / count, makespan: last }));
