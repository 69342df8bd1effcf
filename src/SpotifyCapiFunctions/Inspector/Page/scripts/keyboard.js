// Up and down go from row to row, Home and End to the ends; Tab goes on to the next part of the page as ever.
export function arrowKeys(press) {
  const rows = [...press.currentTarget.querySelectorAll('[data-row]')];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[press.key];
  if (at >= 0 && to !== undefined && rows[to]) {
    press.preventDefault();
    rows[to].focus();
  }
}
