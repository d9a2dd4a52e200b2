// Sort a table by the buttons in its head, filter its rows by words or by "needs you"; the pages work without it.
const RANK = { p: 1e6, r: -1, x: -2, z: -3, o: -4 };

function value(cell) {
  if (cell.className in RANK) return RANK[cell.className];
  const text = cell.textContent.trim(), number = parseFloat(text.replace("−", "-"));
  return cell.tagName === "TH" || isNaN(number) ? text : number;
}

function compare(one, other) {
  return typeof one === "string" || typeof other === "string" ? String(one).localeCompare(String(other)) : one - other;
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0], said = document.querySelector("#said");
  for (const button of table.querySelectorAll("button.sort")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const head = button.closest("th"), column = head.cellIndex, was = head.getAttribute("aria-sort");
      const up = was ? was === "descending" : column === 0;
      table.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...body.rows].map((row) => [value(row.cells[column]), row]);
      rows.sort(([one], [other]) => compare(one, other) * (up ? 1 : -1));
      body.append(...rows.map(([, row]) => row));
      said.textContent = button.dataset[up ? "up" : "down"];
    });
  }
  const words = document.querySelector("#filter"), only = document.querySelector("#only");
  const filter = () => {
    const wanted = words.value.normalize("NFC").toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      const text = `${row.cells[0].textContent} ${row.dataset.id || ""}`.normalize("NFC").toLowerCase();
      row.hidden = !text.includes(wanted) || (only.checked && !("needs" in row.dataset));
      shown += !row.hidden;
    }
    said.textContent = said.dataset.count.replace("{shown}", shown).replace("{all}", body.rows.length);
  };
  if (words) [words, only].forEach((input) => input.addEventListener("input", filter));
}
document.querySelectorAll(".tools").forEach((tools) => (tools.hidden = false));
addEventListener("beforeprint", () => document.querySelectorAll("details.print").forEach((one) => (one.open = true)));
