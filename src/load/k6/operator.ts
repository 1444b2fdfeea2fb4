import { stringify } from 'yaml';

/** Most bytes of data in one ConfigMap: Kubernetes takes 1 MiB, keys included. */
const CONFIG_MAP_BYTES = 1_048_576;
const ROOM_FOR_KEYS = 4096;
/** Most bytes of one data file, so that any fits into a ConfigMap. */
export const MOST_FILE_BYTES = 900_000;

const FOLDER = '/gridbeat';
/** Lower case letters, digits and dashes, as names in Kubernetes. */
const MOST_NAME = 40;

function kubernetesName(scenario: string): string {
  const name = scenario
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `gridbeat-${name.slice(0, MOST_NAME).replace(/-+$/, '') || 'load'}`;
}

/** Files laid together up to what one ConfigMap holds, in their order. */
function packs(files: ReadonlyMap<string, string>): Record<string, string>[] {
  const all: Record<string, string>[] = [];
  let room = 0;
  for (const [name, text] of files) {
    const size = Buffer.byteLength(name) + Buffer.byteLength(text);
    if (all.length === 0 || size > room) {
      all.push({});
      room = CONFIG_MAP_BYTES - ROOM_FOR_KEYS;
    }
    all[all.length - 1][name] = text;
    room -= size;
  }
  return all;
}

const HEAD = `# The open part of a Gridbeat load for the k6 operator. From this folder:
#   kubectl apply --server-side -f .
# (without --server-side, kubectl keeps a copy in an annotation, for which ConfigMaps of this size are too large)
# A secret "gridbeat" with a key GRIDBEAT_TOKEN is used where there is one.
`;

/**
 * Manifests by file name: the script and its data in ConfigMaps, each below the limit of 1 MiB, and a TestRun that mounts
 * them as one folder. One runner only: `setup` provisions the backend, and every runner would do so.
 */
export function operatorFiles(
  scenario: string,
  script: string,
  files: ReadonlyMap<string, string>,
): Map<string, string> {
  const name = kubernetesName(scenario);
  const manifests = new Map<string, string>();
  const maps = packs(files).map((data, index) => {
    const map = { name: `${name}-${index + 1}` };
    manifests.set(
      `configmap-${index + 1}.yaml`,
      `${HEAD}${stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: map, data })}`,
    );
    return map;
  });
  const pod = {
    envFrom: [{ secretRef: { name: 'gridbeat', optional: true } }],
    volumes: [{ name: 'gridbeat', projected: { sources: maps.map((configMap) => ({ configMap })) } }],
    volumeMounts: [{ name: 'gridbeat', mountPath: FOLDER, readOnly: true }],
  };
  const testRun = {
    apiVersion: 'k6.io/v1alpha1',
    kind: 'TestRun',
    metadata: { name },
    spec: { parallelism: 1, script: { localFile: `${FOLDER}/${script}` }, runner: pod },
  };
  return manifests.set('testrun.yaml', `${HEAD}${stringify(testRun)}`);
}
