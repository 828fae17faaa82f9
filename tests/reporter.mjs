// Reports node:test for ./dev test: a line per test, the whole story of a failure, and the counts appended to the file $UNREPEAT_COUNTS names.
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';

/** Left out by a name pattern: as if it were not there. */
const is_left_out = ({ skip }) => typeof skip === 'string' && skip.includes('does not match pattern');
/** Node reports a file whose process ended badly, and one with no test in it, as a test named after the file. */
const is_file = ({ name, file }) => name === file || file?.endsWith(`/${name}`);

const seconds_of = ({ details }) => (details.duration_ms / 1000).toFixed(1);
const story = (data) => {
  const { error } = data.details;
  return `✗ ${data.name} (${seconds_of(data)} s)\n  ${data.file}:${data.line}\n${inspect(error.cause ?? error).replace(/^/gm, '    ')}\n`;
};

export default async function* report(source) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type === 'test:diagnostic' && data.nesting > 0) yield `  ${data.message}\n`;
    if (type === 'test:fail' && data.nesting > 0) yield story(data);
    if ((type !== 'test:pass' && type !== 'test:fail') || data.nesting > 0 || is_left_out(data)) continue;
    const seconds = seconds_of(data);
    if (type === 'test:fail') {
      failed += 1;
      yield story(data);
    } else if (data.skip !== undefined || data.todo !== undefined) {
      skipped += 1;
      yield `- ${data.name}: left out${typeof data.skip === 'string' ? `, ${data.skip}` : ''}\n`;
    } else if (!is_file(data)) {
      passed += 1;
      yield `✓ ${data.name} (${seconds} s)\n`;
    }
  }
  if (process.env.UNREPEAT_COUNTS) appendFileSync(process.env.UNREPEAT_COUNTS, `${passed} ${failed} ${skipped}\n`);
  yield `${passed} passed, ${failed} failed, ${skipped} skipped\n`;
}
