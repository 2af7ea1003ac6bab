import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renderAbilities } from '../../cli/commands/doctor.ts';
import { PLAIN } from '../../cli/style.ts';
import { surveyMachine } from '../../emulator/index.ts';
import { runCommand } from '../cli/cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that says this and ends with that. */
const program = (name: string, says: string, code: number): void =>
  writeFileSync(path.join(folder, name), `#!/bin/sh\necho '${says}'\nexit ${code}\n`, { mode: 0o755 });

const PODMAN = '#!/bin/sh\n[ "$1" = run ] && exit 127\necho 4.3.1\n';

const survey = (now = Date.UTC(2026, 0, 1), node = '22.1.0') =>
  surveyMachine({ environment: { PATH: folder }, now, node });

describe('a survey', () => {
  it('finds what is needed where these tests run', async () => {
    const abilities = await survey();
    expect(abilities.filter(({ isNeeded, isThere }) => isNeeded && !isThere)).toEqual([]);
  });

  it('says of everything that is missing why, and what to do', async () => {
    const abilities = await survey(0, '18.20.1');
    const says = Object.fromEntries(
      abilities.map(({ name, says: text, hint }) => [name, `${text}. ${hint}`]),
    );
    expect(says['Node.js']).toBe('18.20.1 is too old. Install Node.js 20.19 or newer.');
    expect(says.clock).toMatch(/^it shows 1970-01-01T00:00:00.000Z\. Set the clock/);
    expect(says.bubblewrap).toBe('bwrap is not there. Install the package bubblewrap.');
    expect(says.containers).toBe('there is neither Docker nor Podman. Install one of them.');
    expect(says.Chromium).toBe('it is not there. Install it, or name one in CHROMIUM.');
  });

  it('takes an engine that does not answer for none, and another one for one', async () => {
    const found = async () => (await survey()).find(({ name }) => name === 'containers');
    program('docker', 'no daemon', 1);
    expect(await found()).toMatchObject({
      isThere: false,
      says: 'docker is there and does not answer: no daemon',
    });
    // A program that is not in the container is looked for by an engine that could start one.
    writeFileSync(path.join(folder, 'podman'), PODMAN, { mode: 0o755 });
    expect(await found()).toMatchObject({ isThere: true, says: 'podman 4.3.1' });
    program('podman', '4.3.1', 0);
    expect(await found()).toMatchObject({
      isThere: false,
      says: 'podman 4.3.1 starts no container: 4.3.1',
    });
  });
});

describe('doctor', () => {
  const now = Date.UTC(2026, 0, 1);

  it('fails for what is needed and says the same in JSON', async () => {
    const abilities = await surveyMachine({ environment: {}, now: 0 });
    const { code, out } = await runCommand(['doctor', '--json'], { folder });
    expect(code).toBe(1);
    // How much of the disk is free changes while one looks.
    const lasting = abilities.filter(({ name }) => name !== 'temporary folder');
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, isFine: false });
    expect(JSON.parse(out).abilities).toEqual(expect.arrayContaining(lasting));
  });

  it('shows a line for each ability, and what to do below', async () => {
    const shown = renderAbilities(await surveyMachine({ environment: { PATH: folder }, now }), PLAIN);
    const rows = shown.slice(0, shown.indexOf('\n\n')).split('\n');
    expect(rows.map((row) => row.split(/ {2,}/)[0])).toContain('left out');
    expect(shown).toContain('without bubblewrap there is no: run --isolate. Install the package bubblewrap.');
  });
});
