// The browser's accessibility tree as text: what a screen reader is given, one thing a line, without what differs from run to run.

/** What the browser leaves out of a node's properties and assistive technology reads all the same, by attribute. */
const attributes = {
  'aria-posinset': 'place', 'aria-setsize': 'of', 'aria-rowindex': 'row', 'aria-rowcount': 'rows', 'aria-colindex': 'column', 'aria-colcount': 'columns',
  'aria-sort': 'sorted', 'aria-current': 'current', 'aria-keyshortcuts': 'keys', lang: 'language', target: 'target',
};
/** Properties worth reading, and the values that go without saying. That nothing but the content as a whole has the focus is not said. */
const silent = {
  disabled: false, invalid: 'false', required: false, readonly: false, multiline: false, multiselectable: false, modal: false, busy: false, focused: false,
  expanded: null, checked: null, pressed: null, selected: false, level: null, hasPopup: 'false', live: 'off', roledescription: '', orientation: null,
  valuetext: '', valuemin: null, valuemax: null,
};

/** One line of text for each node that is not ignored, indented by depth. */
export async function accessibility_text(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('Accessibility.enable');
  const [{ root }, { nodes }] = [await devtools.send('DOM.getDocument', { depth: -1 }), await devtools.send('Accessibility.getFullAXTree')];
  await devtools.detach();
  const elements = new Map();
  const visit = (element) => {
    const pairs = element.attributes ?? [];
    elements.set(element.backendNodeId, new Map(pairs.flatMap((name, at) => (at % 2 ? [] : [[name, pairs[at + 1]]]))));
    for (const child of element.children ?? []) visit(child);
  };
  visit(root);
  const by_id = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const write = (node, depth, above) => {
    const role = node.role?.value, name = node.name?.value ?? '', value = node.value?.value ?? '', description = node.description?.value ?? '';
    if (role === 'InlineTextBox') return;
    // Words that only repeat what they are the name of.
    if (role === 'StaticText' && above !== undefined && above === name) return;
    // A paragraph says nothing of itself, and its words are a line of their own.
    const is_shown = !node.ignored && !(['generic', 'paragraph'].includes(role) && !name && !description);
    if (is_shown) {
      let line = `${'  '.repeat(depth)}${role}`;
      if (name) line += ` "${name}"`;
      if (value !== '' && value !== name) line += ` = "${value}"`;
      if (description) line += ` (${description})`;
      for (const { name: property, value: { value: is } } of node.properties ?? [])
        if (property in silent && is !== silent[property] && !(property === 'focused' && /^(main|RootWebArea)$/.test(role))) line += ` ${property}${is === true ? '' : `:${is}`}`;
      for (const [attribute, said] of Object.entries(attributes)) {
        const is = elements.get(node.backendDOMNodeId)?.get(attribute);
        if (is !== undefined) line += ` ${said}:${is}`;
      }
      lines.push(line.replaceAll('\n', '⏎'));
    }
    // What stands in a field, or is chosen in a list, is its value.
    if (role === 'textbox' || role === 'searchbox' || role === 'combobox') return;
    for (const id of node.childIds ?? []) write(by_id.get(id), is_shown ? depth + 1 : depth, is_shown ? name : above);
  };
  write(nodes.find((node) => node.parentId === undefined), 0);
  return `${lines.join('\n')}\n`;
}
