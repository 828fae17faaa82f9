// The published schemas are valid, the sample library keeps to them, and what they must refuse they refuse.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const root = new URL('..', import.meta.url);
const read = path => readFileSync(new URL(path, root), 'utf8');
const schema_of = name => JSON.parse(read(`assets/schema/${name}.schema.json`));

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats(ajv);
for (const name of ['postmortem', 'template', 'library', 'bundle']) ajv.addSchema(schema_of(name));
const valid = { postmortem: ajv.getSchema('urn:unrepeat:postmortem:1'), library: ajv.getSchema('urn:unrepeat:library:1'), template: ajv.getSchema('urn:unrepeat:template:1'), bundle: ajv.getSchema('urn:unrepeat:bundle:1') };
const reasons = check => (check.errors ?? []).map(error => `${error.instancePath} ${error.message}`).join('\n');

const sample_names = readdirSync(new URL('assets/samples/', root)).filter(name => name.endsWith('.postmortem.json'));
const samples = sample_names.map(name => JSON.parse(read(`assets/samples/${name}`)));

/** Every id under `value` that stands where an entry is named, not referred to. */
function ids_in(value, found = []) {
  if (Array.isArray(value)) value.forEach(entry => ids_in(entry, found));
  else if (value && typeof value === 'object') {
    if (typeof value.id === 'string') found.push(value.id);
    Object.entries(value).forEach(([key, inner]) => key !== 'template' && ids_in(inner, found));
  }
  return found;
}

test('every sample keeps to the schema', () => {
  for (const [index, sample] of samples.entries()) assert.ok(valid.postmortem(sample), `${sample_names[index]}\n${reasons(valid.postmortem)}`);
});

test('the sample library is twelve post-mortems with no id used twice', () => {
  assert.equal(samples.length, 12);
  const ids = samples.flatMap(sample => ids_in(sample));
  assert.equal(new Set(ids).size, ids.length);
});

test('a reference in a sample names something that is there', () => {
  const everywhere = new Set(samples.flatMap(sample => ids_in(sample)));
  for (const [index, sample] of samples.entries()) {
    const here = new Set(ids_in(sample));
    const needed = [
      ...sample.timeline?.flatMap(event => [...(event.same_as ?? []), event.folded_into, ...(event.evidence ?? []).map(entry => entry.source)]) ?? [],
      ...Object.values(sample.moments ?? {}).map(moment => moment.event),
      ...sample.impact?.windows?.flatMap(window => window.systems ?? []) ?? [],
      ...sample.impact?.figures?.map(figure => figure.window) ?? [],
      ...sample.causes?.factors?.flatMap(factor => factor.events ?? []) ?? [],
      ...sample.causes?.links?.flatMap(link => [link.from, link.to]).filter(end => end !== 'incident') ?? [],
      ...Object.values(sample.review ?? {}).flat().flatMap(item => [...(item.events ?? []), ...(item.factors ?? []), item.event]),
      ...sample.actions?.flatMap(action => action.addresses ?? []) ?? [],
    ].filter(Boolean);
    for (const id of needed) assert.ok(here.has(id), `${sample_names[index]}: ${id}`);
    for (const relation of sample.related ?? []) for (const id of [relation.target, relation.action].filter(Boolean)) assert.ok(everywhere.has(id), `${sample_names[index]}: ${id}`);
  }
});

test('between them the samples show every kind, action state and factor kind', () => {
  const seen = (path, values) => assert.deepEqual([...new Set(values)].sort(), path.oneOf.map(value => value.const).sort());
  const { properties, $defs } = schema_of('postmortem');
  seen(properties.kind, samples.map(sample => sample.kind));
  seen(properties.form, samples.map(sample => sample.form));
  seen($defs.action.properties.state, samples.flatMap(sample => sample.actions ?? []).map(action => action.state));
  seen($defs.factor.properties.kind, samples.flatMap(sample => sample.causes?.factors ?? []).map(factor => factor.kind));
  seen($defs.cause_link.properties.kind, samples.flatMap(sample => sample.causes?.links ?? []).map(link => link.kind));
  assert.ok(samples.filter(sample => sample.language === 'es').length >= 2);
});

test('no host in a sample belongs to anybody', () => {
  for (const name of sample_names) for (const [, host] of read(`assets/samples/${name}`).matchAll(/https?:\/\/([^/"\s)]+)/g)) assert.match(host, /(^|\.)example\.(org|com)$/, name);
});

test('the schema refuses what it must', () => {
  const refused = change => {
    const changed = structuredClone(samples.find(sample => sample.severity?.level === 1));
    change(changed);
    return !valid.postmortem(changed);
  };
  assert.ok(refused(sample => { sample.format = 'unrepeat/bundle'; }));
  assert.ok(refused(sample => { sample.version = 2; }));
  assert.ok(refused(sample => { delete sample.title; }));
  assert.ok(refused(sample => { sample.kind = 'accident'; }));
  assert.ok(refused(sample => { sample.severity.level = 6; }));
  assert.ok(refused(sample => { sample.timeline[0].time.at = '2026-06-26T19:06:00+02:00'; }));
  assert.ok(refused(sample => { sample.timeline[0].id = '6f1c0e3e-8a55-4a5e-9d3c-1f2a3b4c5d6e'; }));
  assert.ok(refused(sample => { sample.impact.windows[0].share = '0.31'; }));
  assert.ok(refused(sample => { sample.actions[0].due = '2026-02-30'; }));
  assert.ok(refused(sample => { sample.causes.links[0].to = 'everything'; }));
  assert.ok(!refused(sample => { sample.x_team_extra = { kept: true }; }));
});

test('the schema tells the bad fixtures from the good ones', () => {
  const fixture = name => JSON.parse(read(`tests/fixtures/postmortem/${name}`));
  for (const name of ['smallest.postmortem.json', 'unknown_keys_and_numbers.postmortem.json']) assert.ok(valid.postmortem(fixture(name)), `${name}\n${reasons(valid.postmortem)}`);
  for (const name of ['wrong_format', 'no_format', 'newer_version', 'version_is_a_text', 'missing_title_and_history', 'unknown_kind', 'severity_six', 'id_is_not_version_7', 'instant_with_offset', 'due_on_30_february'])
    assert.ok(!valid.postmortem(fixture(`${name}.json`)), name);
  assert.ok(!valid.postmortem(fixture('five_problems_at_once.json')));
  const places = new Set(valid.postmortem.errors.map(error => error.instancePath));
  for (const place of ['/kind', '/language', '/tags', '/severity/level', '/actions/0']) assert.ok(places.has(place), place);
  assert.ok(!valid.bundle(fixture('bundle_with_one_bad_one.postmortems.json')));
});

test('a bundle holds post-mortems and what their library knows', () => {
  const library = {
    format: 'unrepeat/library', version: 1, id: '01997000-0000-7000-8000-000000000001', severities: [{ level: 1, name: 'SEV1' }],
    systems: [{ id: '01997000-0000-7000-8000-000000000002', name: 'checkout', aliases: ['kasse'] }],
    objectives: [{ level: 1, days: 15 }, { level: 3, days: 0 }],
    tracker_states: [{ words: 'Waiting for vendor', means: 'in_progress' }, { words: 'Triage board', means: 'nothing' }],
  };
  const bundle = { format: 'unrepeat/bundle', version: 1, library, postmortems: samples };
  assert.ok(valid.library(library), reasons(valid.library));
  assert.ok(valid.bundle(bundle), reasons(valid.bundle));
  assert.ok(!valid.bundle({ ...bundle, library: { ...library, objectives: [{ ...library.objectives[0], days: -1 }] } }));
  assert.ok(!valid.bundle({ ...bundle, library: { ...library, tracker_states: [{ words: 'QA', means: 'verified' }] } }));
  assert.ok(!valid.bundle({ format: 'unrepeat/bundle', version: 1 }));
});

const template_names = readdirSync(new URL('assets/templates/', root)).filter(name => name.endsWith('.json'));

test('every template that comes with the app keeps to the schema', () => {
  assert.equal(template_names.length, 12);
  for (const name of template_names) assert.ok(valid.template(JSON.parse(read(`assets/templates/${name}`))), `${name}\n${reasons(valid.template)}`);
});

test('the schema tells the bad templates from the good one', () => {
  const fixture = name => JSON.parse(read(`tests/fixtures/template/${name}.json`));
  assert.ok(valid.template(fixture('smallest')), reasons(valid.template));
  for (const name of ['not_a_template', 'part_missing', 'type_unknown', 'choice_without_choices', 'required_is_a_text'])
    assert.ok(!valid.template(fixture(name)), name);
});
