// Tables that can be sorted and rows that unfold, and buttons that copy a command.
/** What a cell is sorted by: data-value, or its text; null if it is empty. */
function key(cell, numeric) {
  const text = (cell.dataset.value ?? cell.textContent).trim();
  if (text === '') return null;
  return numeric ? Number(text) : text;
}

function compare(a, b) {
  return typeof a === 'number' ? a - b : a.localeCompare(b, 'en', {numeric: true});
}

/**
 * Sorts a table by a click on the button in a column's header, once more for the other way round.
 * Each body of the table is a row, with what unfolds from it. th: data-numeric, and
 * data-first="descending" where a large value is the one to look for. Empty cells come last.
 */
function sortable(table) {
  const headers = [...table.tHead.rows[0].cells];
  headers.forEach((header, column) => {
    const button = header.querySelector('button');
    if (!button) return;
    button.addEventListener('click', () => {
      const now = header.getAttribute('aria-sort');
      const other = {ascending: 'descending', descending: 'ascending'};
      const order = other[now] ?? header.dataset.first ?? 'ascending';
      for (const each of headers) each.removeAttribute('aria-sort');
      header.setAttribute('aria-sort', order);
      const sign = order === 'ascending' ? 1 : -1;
      const numeric = 'numeric' in header.dataset;
      const rows = [...table.tBodies].map(body => ({body, key: key(body.rows[0].cells[column], numeric)}));
      rows.sort((a, b) => a.key === null || b.key === null
          ? (a.key === null) - (b.key === null)
          : sign * compare(a.key, b.key));
      table.append(...rows.map(({body}) => body));
    });
  });
}

/** Makes a button show and hide the row after its own. */
function unfolding(button) {
  const row = button.closest('tr').nextElementSibling;
  button.addEventListener('click', () => {
    row.hidden = !row.hidden;
    button.setAttribute('aria-expanded', String(!row.hidden));
  });
}

/** Makes a button copy the code beside it; a page that may not write to the clipboard has none. */
export function copying(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const code = button.closest('.command').querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected: copy it with Ctrl+C';
    }
  });
}

document.querySelectorAll('table.sortable').forEach(sortable);
document.querySelectorAll('button.unfold').forEach(unfolding);
document.querySelectorAll('button.copy').forEach(copying);
