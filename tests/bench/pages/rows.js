// A list of 10,000 rows as a careful page without a framework shows it: only as many elements as rows fit, filled again on scrolling.
const count = 10_000, height = 60;
const words = 'Requests timed out after the index was built while nobody knew the limit'.split(' ');
const rows = Array.from({ length: count }, (_, i) => [
  `Severity ${1 + (i % 5)}`,
  Array.from({ length: 6 }, (_, word) => words[(i * 7 + word * 5) % words.length]).join(' '),
  `${1 + (i % 28)} Nov`,
  `${i % 90} min`,
  `${i % 4} of 4 open`,
  i % 3 ? 'Approved' : 'Draft',
]);
const scroller = document.getElementById('scroller'), list = document.getElementById('rows');
list.style.height = `${count * height}px`;
const shown = Array.from({ length: Math.ceil(scroller.clientHeight / height) + 1 }, () => {
  const row = document.createElement('div');
  row.className = 'row';
  row.setAttribute('role', 'row');
  row.append(...rows[0].map((_, column) => document.createElement(column === 1 ? 'a' : 'span')));
  list.append(row);
  return { row, index: -1 };
});
function fill() {
  const first = Math.min(Math.floor(scroller.scrollTop / height), count - shown.length);
  for (let index = first; index < first + shown.length; ++index) {
    const place = shown[index % shown.length];
    if (place.index === index) continue;
    place.index = index;
    place.row.style.top = `${index * height}px`;
    rows[index].forEach((text, column) => { place.row.children[column].textContent = text; });
  }
}
scroller.addEventListener('scroll', fill, { passive: true });
fill();
