import type { Language } from '../../policy/types.js';

type Texts = Readonly<Record<keyof typeof ENGLISH, (...values: string[]) => string>>;

const ENGLISH = {
  notUrl: (line: string, text: string) => `line ${line} is not a web address: ${text}`,
  severalUrls: (line: string, text: string) =>
    `line ${line} has more than one web address; give each a line of its own: ${text}`,
  notWeb: (line: string, scheme: string) => `line ${line}: only http and https addresses can be audited, not ${scheme}`,
  lineTooLong: (limit: string) => `the line is longer than ${limit} characters`,
  noUrlColumn: (columns: string) =>
    `no column of the list holds web addresses; name it with --column. Columns: ${columns}`,
  unknownColumn: (column: string, columns: string) => `the list has no column “${column}”. Columns: ${columns}`,
  columnChosen: (chosen: string, others: string) =>
    `addresses are taken from ${chosen}; other columns with addresses: ${others} (name another one with --column)`,
  columnByName: (name: string) => `column “${name}”`,
  columnByNumber: (number: string) => `column ${number}`,
  unknownSheet: (sheet: string, sheets: string) => `the workbook has no sheet “${sheet}”. Sheets: ${sheets}`,
  noSheets: () => 'the workbook has no visible sheet with cells in it',
  noUrlInRow: (line: string) => `line ${line} has no web address`,
  notAList: (kind: string) => `the list holds no web address: ${kind}`,
  noUrlAtAll: (first: string) => `the list holds not one web address. First of all, ${first}`,
  image: () => 'it seems to be a picture',
  pdf: () => 'it seems to be a PDF file; copy the addresses into a text file or a workbook',
  archive: () => 'it seems to be an archive; unpack it first',
  'utf-16': () => 'it seems to be UTF-16 text without a byte order mark; save it as UTF-8',
  binary: () => 'it seems to be no text file',
  noWorkbook: (kind: string) => `not an XLSX workbook but ${kind}; save the list as .xlsx or CSV`,
  wordDocument: () => 'a Word document',
  slides: () => 'a PowerPoint presentation',
  openDocument: () => 'an OpenDocument file',
  binaryWorkbook: () => 'a binary workbook (.xlsb)',
  zipArchive: () => 'another ZIP archive',
  brokenZip: (reason: string) => `not a readable XLSX file: ${reason}`,
  oldExcel: () =>
    'old Excel format (.xls) or a password-protected workbook; save it as .xlsx or CSV without a password',
  brokenJson: (line: string, reason: string) => `line ${line} is not JSON: ${reason}`,
  openJson: (line: string) => `from line ${line} on, the JSON array is incomplete: it is not closed`,
  noUrlInJson: (line: string, keys: string) => `line ${line}: no key of the object holds a web address. Keys: ${keys}`,
  brokenXml: (reason: string) => `the XML is malformed here: ${reason}`,
  unknownXml: (root: string) => `neither a sitemap nor a feed: the root element is <${root}>`,
  noXml: () => 'the XML has no root element',
  noOpener: (url: string) => `the sitemap index names ${url}, which cannot be fetched here`,
  nestedTooDeep: (url: string) => `sitemap indexes nest too deeply at ${url}`,
  unreadableSitemap: (url: string, reason: string) => `the sitemap ${url} cannot be read: ${reason}`,
  notFound: (path: string) => `no such list: ${path}`,
  isFolder: (path: string) => `${path} is a folder, not a list`,
  unreadable: (path: string, reason: string) => `the list ${path} cannot be read: ${reason}`,
  brokenGzip: (reason: string) => `the gzip data is damaged: ${reason}`,
};

const CHINESE: Texts = {
  notUrl: (line, text) => `第 ${line} 行不是网址：${text}`,
  severalUrls: (line, text) => `第 ${line} 行有不止一个网址，请每行只写一个：${text}`,
  notWeb: (line, scheme) => `第 ${line} 行：只能检查 http 和 https 网址，不支持 ${scheme}`,
  lineTooLong: (limit) => `这一行超过 ${limit} 个字符`,
  noUrlColumn: (columns) => `清单里找不到网址列，请用 --column 指定。现有列：${columns}`,
  unknownColumn: (column, columns) => `清单里没有“${column}”列。现有列：${columns}`,
  columnChosen: (chosen, others) => `网址取自${chosen}；其他有网址的列：${others}（可用 --column 指定）`,
  columnByName: (name) => `“${name}”列`,
  columnByNumber: (number) => `第 ${number} 列`,
  unknownSheet: (sheet, sheets) => `工作簿里没有“${sheet}”工作表。现有工作表：${sheets}`,
  noSheets: () => '工作簿里没有可见且有内容的工作表',
  noUrlInRow: (line) => `第 ${line} 行没有网址`,
  notAList: (kind) => `清单里没有一个网址；${kind}`,
  noUrlAtAll: (first) => `清单里没有一个网址（${first}）`,
  image: () => '这好像是图片',
  pdf: () => '这好像是 PDF，请把网址复制到文本文件或工作簿里',
  archive: () => '这好像是压缩包，请先解压',
  'utf-16': () => '这好像是没有字节顺序标记（BOM）的 UTF-16 文本，请另存为 UTF-8',
  binary: () => '这好像不是文本文件',
  noWorkbook: (kind) => `这是${kind}，不是 XLSX 工作簿，请把清单另存为 .xlsx 或 CSV`,
  wordDocument: () => ' Word 文档',
  slides: () => ' PowerPoint 演示文稿',
  openDocument: () => ' OpenDocument 文件',
  binaryWorkbook: () => '二进制工作簿（.xlsb）',
  zipArchive: () => '别的 ZIP 压缩包',
  brokenZip: (reason) => `不是可读取的 XLSX 文件：${reason}`,
  oldExcel: () => '这是旧版 Excel 文件（.xls）或加密的工作簿，请去掉密码另存为 .xlsx 或 CSV',
  // The reason is the JavaScript engine's own, in English.
  brokenJson: (line) => `第 ${line} 行不是正确的 JSON`,
  openJson: (line) => `JSON 数组不完整：从第 ${line} 行起没有收尾`,
  noUrlInJson: (line, keys) => `第 ${line} 行的对象里没有网址。现有的键：${keys}`,
  brokenXml: (reason) => `此处 XML 格式有误：${reason}`,
  unknownXml: (root) => `既不是站点地图也不是订阅源：根元素是 <${root}>`,
  noXml: () => 'XML 里没有根元素',
  noOpener: (url) => `站点地图索引引用了 ${url}，此处无法抓取`,
  nestedTooDeep: (url) => `站点地图索引嵌套过深：${url}`,
  unreadableSitemap: (url, reason) => `站点地图 ${url} 无法读取：${reason}`,
  notFound: (path) => `找不到清单：${path}`,
  isFolder: (path) => `${path} 是文件夹，不是清单`,
  unreadable: (path, reason) => `清单 ${path} 无法读取：${reason}`,
  brokenGzip: (reason) => `gzip 数据已损坏：${reason}`,
};

/** Texts for people about lists. */
export function listMessages(language: Language): Texts {
  return language === 'zh' ? CHINESE : ENGLISH;
}
