// Ids that Azure accepts, made of whatever a trace calls its jobs and tasks.

/** An id is at most so long. Source: REST Task - Add, `id`. */
const ID_LENGTH = 64;
const MOST_LOOKED_AT = 1024;

/** The text as an id that Azure accepts; `otherwise` when nothing of it is left. */
export function azureId(text: string, otherwise: string): string {
  const id = withoutStrangers(text.slice(0, MOST_LOOKED_AT)).slice(0, ID_LENGTH);
  return id === '' ? otherwise : id;
}

/** Like `azureId`, but what is too long keeps its end, because that is where tasks of one kind are numbered. */
export function azureIdByEnd(text: string, otherwise: string): string {
  const id = withoutStrangers(text.slice(-MOST_LOOKED_AT)).slice(-ID_LENGTH).replace(/^-+/, '');
  return id === '' ? otherwise : id;
}

const withoutStrangers = (text: string): string =>
  text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');

/** Whether Azure accepts the text as an id as it stands. */
export const isAzureId = (text: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(text);

/** Gives each id once, without regard to case: an id that was given before gets a number behind it. */
export function createUniqueIds(): (id: string) => string {
  const given = new Set<string>();
  const nextNumbers = new Map<string, number>();
  return (id) => {
    const key = id.toLowerCase();
    if (!given.has(key)) {
      given.add(key);
      return id;
    }
    // Room for a dash and seven digits.
    const stem = id.slice(0, ID_LENGTH - 8);
    const stemKey = stem.toLowerCase();
    let number = nextNumbers.get(stemKey) ?? 2;
    while (given.has(`${stemKey}-${number}`)) number++;
    nextNumbers.set(stemKey, number + 1);
    given.add(`${stemKey}-${number}`);
    return `${stem}-${number}`;
  };
}
