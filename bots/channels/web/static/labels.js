// The one thing that a page of labels can do.

document.getElementById("drucken").addEventListener("click", () => window.print());
