/** The words by which credits are known, and what a policy adds to them. All lists are in simplified characters. */
import { LabelTells } from './label-tells.js';

/** What a policy brings to the reading of a page. */
export interface Vocabulary {
  /** Labels of a credit beyond the ones every Chinese page uses. */
  readonly labels: readonly string[];
  /** Names the reader should recognise whole: the publisher's and its aliases, folded. */
  readonly names: readonly string[];
  /** Sentences of the publisher's notice, folded: a line that holds one of them credits nobody. */
  readonly notices: readonly string[];
}

export const NO_VOCABULARY: Vocabulary = { labels: [], names: [], notices: [] };

/** The core of every label; what stands before it decides what the label is about. */
const CORES = [
  '来源于',
  '来源自',
  '来源',
  '稿源',
  '图源',
  '文源',
  '出处',
  '转载自',
  '转载于',
  '转自',
  '摘编自',
  '摘自',
  '引自',
  '选自',
  '整理自',
  '编译自',
  '改编自',
  '节选自',
  '来自',
  '源自',
  '原载于',
  '原载',
  '首发于',
  '首发自',
];

/** Words that, before the core, keep it a label of the article. */
const ARTICLE_PREFIXES =
  '本文|本稿|原创|文图|全文|信息|稿件|文章|新闻|内容|消息|原文|资讯|作品|转载|本篇|文字|资料提供|供稿|媒体|发布|报道|综合|综合整理|综合报道|网页|网络转载|主要|部分|作者|文稿|原稿|图文|转|以上|该文|此文|本新闻|本报道|本作品|本消息|经授权|获授权|已获授权';
const PICTURE_PREFIXES =
  '图片|照片|配图|封面图?|题图|头图|首图|插图|动图|海报|图表|视频|音频|影像|影音|截图|图|组图|制图|图像|画面|音乐|背景音乐|素材图';
const MATERIAL_PREFIXES = '资料|数据|素材|参考|参考资料|参考文献|文献|背景资料|统计|信息图|部分资料|引文|译文';
/** Text and pictures from the same hand: the article's credit, though a picture's word stands last. */
const TEXT_AND_PICTURES = (() => {
  const text = '(?:文 ?字|文 ?章|内 ?容|稿 ?件|文)';
  const pictures = '(?:图 ?片|照 ?片|配 ?图|视 ?频|图)';
  const and = ' ?[及和与、/&] ?';
  return `(?<!部 ?分 ?)(?:${text}${and}${pictures}|${pictures}${and}${text})`;
})();
/** Words that, behind the core, belong to the label. */
const SUFFIXES = '媒体|网站|单位|网址|平台|出处|公众号|微信号|账号|报刊|刊物|机构|渠道|网页';

const spaced = (word: string): string => [...word].join(' ?');
/** A policy's labels may hold what means something else in a pattern: 来源(转). */
const literal = (character: string): string => character.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
const anyOf = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => [...word].map(literal).join(' ?'))
    .join('|');

/** A vocabulary ready for use. */
export interface CompiledVocabulary {
  /** Finds the core of a label (group 1) with a suffix (group 2). Global; reset `lastIndex` before use. */
  readonly label: RegExp;
  /** Rules out lines in which `label` finds nothing. */
  readonly labelTells: LabelTells;
  readonly names: ReadonlySet<string>;
  readonly notices: readonly string[];
  /** The first letters of each notice sentence: a line without them holds none. */
  readonly noticeStarts: readonly string[];
}

/** A label in letters that have two cases. */
export const LATIN_LABEL = /^[A-Za-z]/;

/** The ways in which such a label is capitalised; others as they are. */
function casesOf(label: string): string[] {
  if (!LATIN_LABEL.test(label)) return [label];
  const small = label.toLowerCase();
  return [label, small, label.toUpperCase(), small[0].toUpperCase() + small.slice(1)];
}

const compiled = new WeakMap<Vocabulary, CompiledVocabulary>();

export function compileVocabulary(vocabulary: Vocabulary): CompiledVocabulary {
  let result = compiled.get(vocabulary);
  if (result === undefined) {
    // A label such as 信息来源 is a core with a prefix already; taken whole it would hide 信息来源于.
    const cores = new Set([
      ...CORES,
      ...vocabulary.labels.filter((label) => !CORES.some((core) => label.includes(core))).flatMap(casesOf),
    ]);
    const latin = [...cores].filter((core) => LATIN_LABEL.test(core));
    // 来源 Source： is one label in two languages.
    const translated = latin.length === 0 ? '' : `(?: ?[/|(]? ?(?:${anyOf(latin)}) ?\\)?(?= ?:))?`;
    result = {
      label: new RegExp(`(${anyOf([...cores])})((?:${SUFFIXES})(?=[ ]?[:|/丨]))?${translated}`, 'g'),
      labelTells: new LabelTells(cores),
      names: new Set(vocabulary.names),
      notices: vocabulary.notices,
      noticeStarts: [...new Set(vocabulary.notices.map((notice) => notice.slice(0, 2)))],
    };
    compiled.set(vocabulary, result);
  }
  return result;
}

const endsWith = (words: string, more = ''): RegExp =>
  new RegExp(`(?:${more}${words.split('|').map(spaced).join('|').replace(/ \?\?/g, '?')}) ?$`);
/** What stands directly before the core. */
export const ARTICLE_PREFIX = endsWith(ARTICLE_PREFIXES, `${TEXT_AND_PICTURES}|`);
export const PICTURE_PREFIX = endsWith(PICTURE_PREFIXES);
export const MATERIAL_PREFIX = endsWith(MATERIAL_PREFIXES);

/** What stands before a label in Latin letters. With such a word it is no credit of the article: Photo source:, open source. */
export const LATIN_PICTURE =
  /(?:image|photo|photograph|picture|video|audio|graphic|figure|chart|illustration|cover)s? $/i;
export const LATIN_MATERIAL = /(?:data|reference|open|material|code|further|other|additional|primary|secondary)s? $/i;

/** Labels that are verbs: what follows needs no separator. */
export const VERBAL_LABEL = /(?:自|于)$/;

/** Between label and name. `∶`, `︰`, `﹕` look like colons; width is folded before. */
export const SEPARATOR = /^ ?(?:[:∶︰﹕|丨│┃/>»→=]|-{1,2}|[—–]{1,2}|[·•])(?: ?[:∶︰﹕])? ?/;

/** Fields that may follow a name on the same line. Glued to it they need a separator of their own. */
export const FIELDS =
  '作者|编辑|责任编辑|责编|编审|主编|记者|通讯员|特约记者|撰文|撰稿|采写|文字|摄影|校对|审核|审校|审签|初审|复审|终审|一审|二审|三审|监制|总监制|' +
  '时间|日期|发布时间|发布日期|发布者|发布人|发布机构|发布|发表时间|发表于|发表|更新时间|更新|录入|录入者|录入时间|上传|添加时间|创建时间|' +
  '浏览|浏览次数|浏览量|点击|点击数|点击率|点击量|阅读|阅读次数|阅读量|阅读数|访问|访问次数|人气|热度|' +
  '字号|字体|字体大小|大小|评论|跟帖|参与|分享|打印|收藏|举报|关闭|保存|点赞|转发|纠错|投稿|' +
  '关键词|关键字|标签|栏目|频道|所属栏目|分类|类别|类型|专题|地区|编号|索引号|文号|' +
  '原标题|原文|原文链接|原文地址|链接|网址|本文链接|版权|声明|免责声明|备注|我要|扫一扫|微信|微博|订阅|关注|听新闻|语音播报|视力保护色|供稿|供图|配图|图片|翻译|译者|排版|设计|制图|审稿|策划|来源|信息来源|稿源|出处|转自|编译|整理';
const FIELD_WORDS = FIELDS.split('|')
  .sort((a, b) => b.length - a.length)
  .map(spaced)
  .join('|');
/** A field behind a blank or a boundary. */
export const FIELD_AT_START = new RegExp(`^(?:${FIELD_WORDS})(?=$|[ :∶︰﹕|丨/【\\[（(\\d_]|[\\u3400-\\u9fff]{0,8}$)`);
/** A field glued to what stands before it: only with a separator. */
export const FIELD_GLUED = new RegExp(`(?:${FIELD_WORDS}) ?[:∶︰﹕|丨]`);

export const DATE = /(?:19|20)\d{2} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?/;
export const CLOCK = /\d{1,2}:\d{2}(?::\d{2})?/;
/** A date without a year, or a relative one. */
export const SHORT_DATE =
  /(?:^|[^\d])\d{1,2}[-/月]\d{1,2}日?(?: \d{1,2}:\d{2})?(?=$|[^\d])|\d+ ?(?:秒|分钟|小时|天|周|个?月)前|^昨天|^今天|^前天/;

/** Copyright and house rules: a line that says these things credits nobody. */
export const NOTICE =
  /凡(?:本|在本|注明|来源|转载|是|标注|署名)|版权(?:声明|均属|均为|归|所有)|免责(?:声明|条款)|特别声明|郑重声明|法律声明|不代表(?:本|我|其|平台|.{0,6}(?:观点|立场))|未经.{0,14}(?:授权|许可|同意|允许)|(?:禁止|不得|严禁|谢绝|请勿).{0,6}(?:转载|使用|复制)|转载(?:本网|本站|本报|内容|文章|作品|稿件)|(?:侵权|侵犯).{0,16}(?:联系|删除|告知)|如有侵权|著作权|知识产权|未经本(?:站|网|平台)证实|不作任何(?:保证|承诺)|不对.{0,14}(?:真实性|准确性|完整性)|请自行核实/;

/** An order to others to name somebody: 转载请注明来源：X. */
export const INSTRUCTION =
  /(?:转载|转发|引用|刊用|使用|摘编|复制|下载).{0,16}?(?:请|须|需|应|要|务必|必须|烦请|敬请)?.{0,6}?(?:注明|标明|标注|写明|附上|保留|说明|署明|指明)|(?:请|须|必须|务必|并|均需|应当?)(?:在.{0,10})?(?:注明|标明|标注|写明|保留|署明)/;

/** A name that sounds like a medium or an institution rather than a person. */
export const MEDIUM =
  /(?:报|网|社|台|日报|晚报|晨报|早报|时报|周刊|周报|杂志|新闻|在线|频道|客户端|传媒|融媒|融媒体|电视|广播|通讯|观察|头条|财经|科技|资讯|发布|之家|学会|协会|委|局|厅|部|办|院|所|中心|公司|集团|大学|学院|出版社|观察者|论坛|参考|文摘|月刊|综合|整理|App|APP|TV|news|News)(?:[\])】）]|$|[-·—])/;

/** Buttons and other furniture of a date line; no names. */
export const FURNITURE =
  /^(?:关注|已关注|\+ ?关注|订阅|原创|转载|分享|分享到|评论|收藏|举报|打印|字号|字体|大|中|小|登录|注册|下载|播报|暂停|听新闻|阅读|首页|正文|更多|返回|视频|图片|图文|新闻|资讯|要闻|头条|热点|独家|推荐|微信|微博|朋友圈|QQ空间|QQ|复制链接|扫一扫|手机看|客户端|App|APP|下载APP|责任编辑|编辑|作者|记者|来源|时间|日期|[TtAa] ?[-+|]*|[-+×xX<>|·•/]+|纠错|赞|赏|踩|顶|点赞|喜欢|在看|参与|我要评论|条评论|人参与|评论数|浏览|点击|阅读量|阅读数|展开|收起|全文|查看原文|阅读原文|订阅号|公众号|公号|网易号|企鹅号|头条号|百家号|搜狐号|大鱼号|澎湃号|优质原创作者|优质.{0,6}作者|官方账号|官方帐号|认证|已认证|发布|发布于|发表于|发表|更新于|刚刚|昨天|今天|语音播报|无障碍|长者版|繁体|简体|English|EN|翻页|夜间|默认|较大|较小|超大|正常|切换.{0,6}|用微信扫码.*|分享至.*|.*跟贴|.*跟帖|.*评论|.*阅读|.*次)$/;
