import { sizeOf } from "/text.js";

async function show() {
  const entries = await (await fetch("/ledger")).json();
  document.getElementById("ledger").replaceChildren(...entries.map(({ state, user, name, length, created, reason }) => {
    const row = document.createElement("tr");
    for (const text of [state, user, name, sizeOf(length), new Date(created).toLocaleString(), reason ?? ""]) row.insertCell().textContent = text;
    row.cells[0].dataset.state = state;
    row.cells[3].className = "number";
    return row;
  }));
}

await show();
setInterval(show, 2000);
