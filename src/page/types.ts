/** What the reader makes of a page: the contract between `page` and everything downstream. */

/** Half-open range of UTF-16 offsets into the decoded HTML of the page. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place for people: 1-based line and column (UTF-16 units), and the offset and length behind them. */
export interface Location {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * Where on the page something stands, seen from the article.
 * `head`: between headline and first paragraph, date line included. `tail`: after the last paragraph,
 * before related lists, comments and footer. `outside`: everything that is not the article.
 */
export type Zone = 'head' | 'body' | 'tail' | 'outside';

/**
 * What a credit-like string is about. Only `article` credits the article.
 * `account` is the platform account that published this copy: who posted it, not where it comes from.
 */
export type CreditKind =
  | 'article'
  | 'picture'
  | 'material'
  | 'instruction'
  | 'notice'
  | 'prose'
  | 'headline'
  | 'comment'
  | 'account';

/** One string that looks like a credit, with what the reader made of it. */
export interface CreditCandidate {
  /** The credited name as printed, trimmed; '' where a label has no value. */
  readonly name: string;
  /** The names in it, where several sources are listed (、 / 和 …). At least one unless `name` is ''. */
  readonly names: readonly string[];
  /** The list ends in 等 or 综合: more sources than are named. */
  readonly openList: boolean;
  /** The label as printed (来源, 稿源, …); null where the name stands alone. */
  readonly label: string | null;
  /** What stands between label and name, blanks shortened to one; '' where nothing does; null without a label. */
  readonly separator: string | null;
  /** Label, separator and name as printed, blanks shortened. */
  readonly raw: string;
  readonly kind: CreditKind;
  readonly zone: Zone;
  /** A reader can see it. */
  readonly visible: boolean;
  /** Rises in page order. */
  readonly order: number;
  /** From the first character of the label (or name) to the last of the name. */
  readonly span: Span;
  /** The element that holds the name, as an index into the page's elements. */
  readonly element: number;
}

/** An `<a>` or `<area>` with an `href`. */
export interface PageLink {
  /** The attribute as a browser reads it: entities decoded, blanks at both ends removed. */
  readonly href: string;
  /**
   * The host of an `href` that is written out, in plain lower case; '' for a path on the page's own site; null for
   * any other, which only a parser can tell. Costs less than `href`.
   */
  readonly host: string | null;
  readonly text: string;
  readonly zone: Zone;
  /** The first visible line that ends behind the opening tag: the link's own, unless it has no text. */
  readonly line: TextBlock | null;
  readonly visible: boolean;
  /**
   * The innermost list that it stands in, or the part of the page that is named for other things (related, sidebar), as
   * an index into the page's elements; 0 where it stands in none.
   */
  readonly list: number;
  /** The opening tag. */
  readonly span: Span;
  readonly element: number;
  readonly nofollow: boolean;
  /** Stands among readers' comments. */
  readonly inComment: boolean;
}

/**
 * A line as a reader sees it: the text between two block boundaries (`<p>`, `<br>`, `<td>`, …).
 * `text` has entities decoded and white space collapsed; `map(i)` gives the HTML offset of its i-th unit.
 */
export interface TextBlock {
  readonly text: string;
  readonly zone: Zone;
  readonly visible: boolean;
  readonly span: Span;
  /** UTF-16 units of `span`, for less than the span itself costs. */
  readonly spanLength: number;
  /** The innermost element around the whole block. */
  readonly element: number;
  /** UTF-16 units of `text` that stand inside links. */
  readonly linkedLength: number;
  /** HTML offset of unit `index` of `text` (0 ≤ index ≤ text.length). */
  map(index: number): number;
}

/** A fact a machine reads and a reader does not: `<meta>`, `<link rel>`, JSON-LD, microdata. */
export interface MetadataEntry {
  /** Lower case: `source`, `og:url`, `link:canonical`, `jsonld:isBasedOn`, … */
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** Something that is loaded and shown: picture, sound, film or frame, with the place it comes from. */
export interface MediaReference {
  readonly kind: 'image' | 'video' | 'audio' | 'frame' | 'background';
  readonly url: string;
  readonly zone: Zone;
  readonly visible: boolean;
  readonly span: Span;
  readonly element: number;
}

/** A labelled line of the article's own apparatus (author, editor, date, 原标题). */
export interface Labelled {
  readonly value: string;
  readonly raw: string;
  readonly zone: Zone;
  readonly span: Span;
}

/** A content platform (WeChat, Toutiao, …) and whose account published the page on it. */
export interface PagePlatform {
  /** As in rules/platforms.yaml. */
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly accountId: string | null;
}

/**
 * The decoded HTML for those who need little of it: a page is read without being decoded as a whole. All offsets are
 * UTF-16 units, as in `html`, and the methods answer as those of a string do.
 */
export interface HtmlParts {
  slice(start: number, end: number): string;
  indexOf(text: string, from?: number): number;
  lastIndexOf(text: string, from: number): number;
}

/** A page as a reader sees it. Everything costly is a method or getter: nothing is computed that no rule asks for. */
export interface Page {
  /** Where the page came from; null when nobody said (a file, standard input). */
  readonly url: string | null;
  /** The host of `url`; null where there is none. */
  readonly host: string | null;
  /** The decoded HTML, unchanged: every span points into it. Decoded when asked for; `markup` gives parts for less. */
  readonly html: string;
  readonly markup: HtmlParts;
  /** The headline; '' when the page has none. */
  readonly title: string;
  readonly titleSpan: Span | null;
  /** `<title>` as printed. */
  readonly documentTitle: string;
  /** Every credit-like string, in page order, hidden and rejected ones included. */
  readonly credits: readonly CreditCandidate[];
  /** The platform this copy was published on and the account that did it, where the page is from one. */
  readonly platform: PagePlatform | null;
  /** The effective credit of the article: what a reader would answer to “where is this from?”. */
  readonly source: CreditCandidate | null;
  readonly links: readonly PageLink[];
  /** Lines in page order, hidden ones included. */
  readonly blocks: readonly TextBlock[];
  readonly metadata: readonly MetadataEntry[];
  readonly media: readonly MediaReference[];
  readonly editor: Labelled | null;
  readonly author: Labelled | null;
  /** 原标题 / 原题为, where the page states it. */
  readonly originalTitle: Labelled | null;
  /** Publication date as printed, ISO 8601 local (`2024-05-06` or `2024-05-06T10:11`), null when none was found. */
  readonly published: string | null;
  /** Base for relative links: `<base href>` resolved, or the page's URL, or null. */
  readonly baseUrl: string | null;
  /** Whether the HTML holds a text anywhere, in markup or out of it: the cheap question before a costly one. */
  mentions(text: string): boolean;
  locate(span: Span): Location;
  /** A CSS selector that leads to the element, short where an id allows it. */
  selectorOf(element: number): string;
}
