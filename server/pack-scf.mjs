/**
 * `npm run pack:scf -w server`: puts what a Tencent Cloud SCF web function needs into dist/scf at the root of the
 * repository: the built server, its start file, and its dependencies by the lock file. The access file is the owner's to add.
 */
import { execSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const server = import.meta.dirname;
const root = join(server, '..');
const target = join(root, 'dist/scf');

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'server'), { recursive: true });
for (const file of ['package.json', 'package-lock.json']) cpSync(join(root, file), join(target, file));
cpSync(join(server, 'package.json'), join(target, 'server/package.json'));
execSync('npm ci --ignore-scripts --omit=dev --workspace server', { cwd: target, stdio: 'inherit' });

// What the workspace needed, and the function does not.
rmSync(join(target, 'node_modules/@queue-console'), { recursive: true });
rmSync(join(target, 'server'), { recursive: true });
rmSync(join(target, 'package-lock.json'));
cpSync(join(server, 'package.json'), join(target, 'package.json'));
cpSync(join(server, 'dist'), join(target, 'dist'), { recursive: true });
cpSync(join(server, 'scf_bootstrap'), join(target, 'scf_bootstrap'));
chmodSync(join(target, 'scf_bootstrap'), 0o755);
process.stdout.write(`packed into ${target}\n`);
