// How a worker with much to do hears what it is told meanwhile.

/** Lets messages be heard: a task of the event loop, without the delay of timers. */
export function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
