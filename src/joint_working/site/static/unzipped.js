/* Unzips a spreadsheet's own file with fflate; what its parts say is models/workbook.py, compiled. A classic script, which
   accounts.js asks for, behind fflate and those rules, once a reader opens such a file. */
window.jointWorking.unzipped = function (bytes) {
  "use strict";
  const { wanted, workbook } = rules.workbook, parts = new Map();
  try {
    const found = fflate.unzipSync(bytes, { filter: (part) => wanted(part.name, part.originalSize) });
    Object.entries(found).forEach(([name, part]) => parts.set(name, fflate.strFromU8(part)));
  } catch (broken) { parts.clear(); /* no part is left, and the rules say what that means */ }
  return workbook(parts);
};
