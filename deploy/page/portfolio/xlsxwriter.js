// Writes tables to an .xlsx file (Office Open XML, ECMA-376): the parts that Excel needs, in the ZIP archive that
// fflate makes. Text stays text: nothing that a contract says becomes a formula or a link.

import { strToU8, zipSync } from "../vendor/fflate/fflate.js";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const [LONGEST, MOST_LINKS] = [32_767, 65_530]; // the most characters in a cell that Excel accepts, and the most links in a sheet
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1899, 11, 30); // Excel counts days from this one
const FIRST_DATE = "1900-03-01"; // before it, Excel counts a day too many, and none before 1900
const [TEXT, HEADING, DATE, LINK, LINKED_DATE] = [0, 1, 2, 3, 4]; // cell styles, by their index in STYLES
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TOP = '<alignment vertical="top" wrapText="1"/>';
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF0B57D0"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5">${[[0, 0], [0, 1], [164, 0], [0, 2], [164, 2]].map(([format, font]) => `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${format ? '<alignment horizontal="left" vertical="top"/>' : TOP}</xf>`).join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

// The file's bytes; `sheets` as made by spreadsheet.js.
export function workbook(sheets) {
  const numbers = sheets.map((_, at) => at + 1);
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${KIND}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": relations([[`${RELATIONS}/officeDocument`, "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([...numbers.map((number) => [`${RELATIONS}/worksheet`, `worksheets/sheet${number}.xml`]), [`${RELATIONS}/styles`, "styles.xml"]]),
    "xl/styles.xml": STYLES,
  };
  sheets.forEach((one, at) => {
    const { xml, links } = sheet(one);
    parts[`xl/worksheets/sheet${at + 1}.xml`] = xml;
    if (links.length) parts[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = relations(links.map(({ target }) => [`${RELATIONS}/hyperlink`, target, "External"]));
  });
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)])));
}

function relations(all) {
  const each = all.map(([type, target, mode], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${escaped(target)}"${mode ? ` TargetMode="${mode}"` : ""}/>`);
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function sheet({ columns, rows }) {
  const links = [];
  const widths = columns.map(({ width, folded }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${folded ? ' hidden="1" outlineLevel="1"' : ""}/>`);
  const heading = `<row r="1">${columns.map(({ heading: text }, at) => written(letter(at) + 1, text, HEADING)).join("")}</row>`;
  const body = rows.map((row, at) => `<row r="${at + 2}" ht="45" customHeight="1">${row.map((cell, column) => cellXml(letter(column) + (at + 2), cell, links)).join("")}</row>`);
  const anchors = links.map(({ at, location }, number) => `<hyperlink ref="${at}" r:id="rId${number + 1}"${location ? ` location="${escaped(location)}"` : ""}/>`);
  const xml = `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>
<sheetFormatPr defaultRowHeight="15" outlineLevelCol="1"/><cols>${widths.join("")}</cols><sheetData>${heading}${body.join("")}</sheetData>
<autoFilter ref="A1:${letter(columns.length - 1)}${rows.length + 1}"/>${links.length ? `<hyperlinks>${anchors.join("")}</hyperlinks>` : ""}</worksheet>`;
  return { xml, links };
}

function cellXml(at, cell, links) {
  const { value = null, day, link } = cell !== null && typeof cell === "object" ? cell : { value: cell };
  const known = day ?? value;
  if (known === null || known === undefined) return "";
  const linked = Boolean(link) && links.length < MOST_LINKS;
  if (linked) {
    const [target, location] = link.split("#");
    links.push({ at, target, location });
  }
  if (day && day >= FIRST_DATE) return `<c r="${at}" s="${linked ? LINKED_DATE : DATE}"><v>${Math.round((Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY)}</v></c>`;
  return written(at, known, linked ? LINK : TEXT);
}

function written(at, value, style) {
  if (typeof value === "number") return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value.slice(0, LONGEST))}</t></is></c>`;
}

// A column's name: A to Z, then AA.
function letter(at) {
  return (at >= 26 ? letter(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
}

// Removes the characters that XML cannot contain: control characters, and halves of surrogate pairs.
function escaped(text) {
  const kept = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return kept.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
