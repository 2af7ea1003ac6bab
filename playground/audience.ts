// Who is told what happens to the whole page: places that are on it. Were each to listen to the page itself, the page
// would keep everything that was ever drawn.

/** Has a place told from now on, as long as it is on the page; what is told goes when the place goes. */
export type Join = (place: Element, told: () => void) => void;

/** An audience of what `listen` listens to, which is called when the first one joins. */
export function createAudience(listen: (tell: () => void) => void): Join {
  const acts = new WeakMap<Element, (() => void)[]>();
  let places: WeakRef<Element>[] = [];
  let isListening = false;
  const tell = () => {
    for (const ref of places) {
      const place = ref.deref();
      if (place?.isConnected === true) for (const act of acts.get(place) ?? []) act();
    }
  };
  return (place, told) => {
    if (!isListening) listen(tell);
    isListening = true;
    const known = acts.get(place);
    if (known !== undefined) return void known.push(told);
    acts.set(place, [told]);
    places = places.filter((ref) => ref.deref() !== undefined);
    places.push(new WeakRef(place));
  };
}
