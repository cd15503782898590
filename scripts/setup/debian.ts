import { spawnSync } from 'node:child_process'
import { findOnPath } from '../../test/support/search-path.ts'

/**
 * Debian's PostgreSQL package would also create and start a server of its own on port 5432. Debian's switch against
 * that is this file; once the package is there, the file gets its usual content back.
 */
const INSTALL = `
  set -e
  export DEBIAN_FRONTEND=noninteractive
  settings=/etc/postgresql-common/createcluster.conf
  ours=
  if [ ! -e $settings ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' > $settings
    ours=yes
  fi
  finish() {
    [ "$ours" ] || return 0
    if [ -e /usr/share/postgresql-common/createcluster.conf ]
    then cp /usr/share/postgresql-common/createcluster.conf $settings; rm -f $settings.ucf-dist
    else rm -f $settings; rmdir --ignore-fail-on-non-empty /etc/postgresql-common
    fi
  }
  trap finish EXIT
  apt-get update -qq >&2 || true
  apt-get install -y -qq -o Acquire::Retries=2 --no-install-recommends -o Dpkg::Options::=--force-confold "$@" >&2
`

/** Installs packages through apt-get, as root or with a sudo that asks nothing. Gives the reason why not, or null. */
export const installDebianPackages = (packages: string[]): string | null => {
  if (!findOnPath(['apt-get'])) return 'this machine has no apt-get'
  const asRoot = process.getuid?.() === 0
  if (!asRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0)
    return 'apt-get needs root or a sudo without password'
  const shell = ['sh', '-c', INSTALL, 'install', ...packages]
  const [command, ...args] = asRoot ? shell : ['sudo', '-n', ...shell]
  const result = spawnSync(command!, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
  return result.status === 0 ? null : reasonIn(result.stderr)
}

const reasonIn = (stderr: string): string => {
  const lines = stderr.split('\n').filter(line => line.startsWith('E: '))
  return `apt-get: ${lines.at(-1)?.slice(3) ?? 'it gave no reason'}`
}
