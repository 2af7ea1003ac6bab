import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndexBag, IndexSet } from '../../simulator/service/index-set.ts';

const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(5000)), { maxLength: 300 });

test('an index set answers as a sorted set does', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(5200), { maxLength: 20 }), (changes, questions) => {
      const ours = new IndexSet();
      const plain = new Set<number>();
      for (const [adds, index] of changes) {
        if (adds) ours.add(index);
        else ours.remove(index);
        if (adds) plain.add(index);
        else plain.delete(index);
      }
      const sorted = [...plain].sort((a, b) => a - b);
      expect(ours.size).toBe(sorted.length);
      expect(ours.first()).toBe(sorted[0] ?? -1);
      expect(ours.last()).toBe(sorted.at(-1) ?? -1);
      for (const question of questions) {
        expect(ours.has(question)).toBe(plain.has(question));
        expect(ours.from(question)).toBe(sorted.find((index) => index >= question) ?? -1);
      }
    }),
  );
});

test('a bag holds each member once and gives every one of them', () => {
  fc.assert(
    fc.property(steps, (changes) => {
      const ours = new IndexBag();
      const plain = new Set<number>();
      for (const [adds, index] of changes) {
        if (adds) ours.add(index);
        else ours.remove(index);
        if (adds) plain.add(index);
        else plain.delete(index);
      }
      const members = Array.from({ length: ours.size }, (_, place) => ours.at(place));
      expect(members.sort((a, b) => a - b)).toEqual([...plain].sort((a, b) => a - b));
    }),
  );
});
