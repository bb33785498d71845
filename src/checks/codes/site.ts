import { article, ORIGINAL, POSTED_AT, RIGHT } from './pieces.js';
import type { CodeText } from './types.js';

const HOST = new URL(POSTED_AT).hostname;
const today = '2026-01-31';

/** Codes about the site, its media and its accounts, and about the editor. */
export const SITE: Readonly<Record<string, CodeText>> = {
  'auth-none': {
    title: { zh: '没有授权', en: 'Not authorised' },
    meaning: {
      zh: '提供了授权名单，而页面所在的网站（在平台上则是账号）不在名单内，或名单上的起始日期未到。注明来源不等于取得授权，两者分别报告。',
      en: 'A list of authorised sites is given, and this site (on a platform: this account) is not on it, or not yet. Crediting is not authorisation: the two are told apart.',
    },
    mend: { zh: '取得书面授权，或更新名单。', en: 'Obtain written authorisation, or update the list.' },
    bad: { html: RIGHT, given: { url: POSTED_AT, today, licences: [{ host: 'other.example', until: null }] } },
    good: { html: RIGHT, given: { url: POSTED_AT, today, licences: [{ host: HOST, until: null }] } },
  },
  'auth-expired': {
    title: { zh: '授权已到期', en: 'Authorisation expired' },
    meaning: {
      zh: '网站或账号在授权名单内，但授权期限已过。日期按北京时间计，截止日当天仍在授权期内。',
      en: 'The site or account is on the list, but its authorisation has ended. Days are those of Asia/Shanghai; the last day is included.',
    },
    mend: { zh: '续签授权，或更新名单。', en: 'Renew the authorisation, or update the list.' },
    bad: { html: RIGHT, given: { url: POSTED_AT, today, licences: [{ host: HOST, until: '2025-12-31' }] } },
    good: { html: RIGHT, given: { url: POSTED_AT, today, licences: [{ host: HOST, until: '2026-12-31' }] } },
  },
  'auth-unknown': {
    title: { zh: '授权情况不明', en: 'Authorisation unknown' },
    meaning: {
      zh: '没有提供授权名单，无法判断，每次运行只报告一次；规则要求书面授权（authorisation: required）的，须人工确认。提供了名单而不知道页面网址的，逐页报告。',
      en: 'No list is given, so authorisation cannot be judged: told once per run, and for a person to look at under a policy that requires it (authorisation: required). With a list, told of each page whose address is not known.',
    },
    mend: { zh: '用 --licences 提供授权名单。', en: 'Give a list with --licences.' },
    bad: { html: RIGHT, given: { url: POSTED_AT, today } },
    good: { html: RIGHT, given: { url: POSTED_AT, today, licences: [{ host: HOST, until: null }] } },
  },
  mirror: {
    title: { zh: '镜像站点', en: 'Mirror' },
    meaning: {
      zh: '别家网站带有这家媒体网站的标识：备案号、许可证号、公网安备号、版权行、模板样式表；规范网址（canonical）和网站名称只在与别的标识同时出现时才算。有两处互相独立的标识即为镜像，一处须人工确认；连同声明一起抄来的几个号码合计为一处。正文里引用声明不算。搜索快照、网页存档、网页翻译另行说明，不按镜像处理。',
      en: 'A foreign site carries the identity of the publisher’s: registration, licence or police number, copyright line, style sheets; a canonical address and the name of the site count beside another sign only. Two independent signs make a mirror, one needs a person; numbers that were copied along with the notice are one sign. A notice quoted in the text is none. Caches, archives and translation services are told apart and are no mirrors.',
    },
    mend: { zh: '撤下镜像页面，或去掉这些标识。', en: 'Take the mirror down, or remove these signs.' },
    bad: {
      html: `${RIGHT}\n<footer>Copyright © 2016- 北疆新闻网 蒙ICP备16001043号-1</footer>`,
      given: { url: POSTED_AT },
    },
    good: { html: `${RIGHT}\n<footer>Copyright © 2020 伙伴新闻网</footer>`, given: { url: POSTED_AT } },
  },
  'media-uncredited': {
    title: { zh: '用了图片或视频而没有署名', en: 'Media without a credit' },
    meaning: {
      zh: '页面上的图片、音频、视频、框架或背景图来自这家媒体的服务器，但没有注明来源是它。',
      en: 'Pictures, sound, film, frames or backgrounds come from the publisher’s hosts, and the page does not credit it.',
    },
    mend: { zh: '注明来源并附原文链接，或换掉这些文件。', en: 'Credit and link, or replace the files.' },
    bad: { html: article('2024-05-06 10:00', ['<p><img src="https://www.imline.cn/upload/bus.jpg" alt=""></p>']) },
    good: {
      html: article(`2024-05-06 10:00 来源：<a href="${ORIGINAL}">北疆新闻</a>`, [
        '<p><img src="https://www.imline.cn/upload/bus.jpg" alt=""></p>',
      ]),
    },
  },
  'media-in-scope': {
    title: { zh: '单独使用图片或视频', en: 'A picture in scope' },
    meaning: {
      zh: '文章是自己的，但有图片或视频注明来自这家媒体（“图片来源：”“图/”“记者×××摄”“供图”）。声明同样适用于图片：还要附原文链接。',
      en: 'The article is the site’s own, but a picture or film is credited to the publisher (图片来源：, 图/, 记者 李四 摄, 供图). The notice covers pictures too: a link is needed.',
    },
    mend: { zh: '在图片说明处加上原文链接。', en: 'Add the link to the picture’s caption.' },
    bad: {
      html: article('2024-05-06 10:00 来源：伙伴新闻', [
        '<figure><img src="/bus.jpg" alt=""><figcaption>图片来源：北疆新闻</figcaption></figure>',
      ]),
    },
    good: {
      html: article('2024-05-06 10:00 来源：伙伴新闻', [
        `<figure><img src="/bus.jpg" alt=""><figcaption>图片来源：<a href="${ORIGINAL}">北疆新闻</a></figcaption></figure>`,
      ]),
    },
  },
  'editor-missing': {
    title: { zh: '没有责任编辑', en: 'No editor' },
    meaning: {
      zh: '文章没有写明责任编辑。这是法规对新闻信息服务单位的要求，不是声明的要求，仅供参考。',
      en: 'No responsible editor is named. The law asks news services for it, the notice does not: for information.',
    },
    mend: { zh: '在文末写明责任编辑。', en: 'Name the editor after the text.' },
    bad: { html: RIGHT },
    good: { html: `${RIGHT}\n<p>责任编辑：李四</p>` },
  },
  'account-unverified': {
    title: { zh: '账号待核实', en: 'Unverified account' },
    meaning: {
      zh: '平台账号使用了这家媒体的名称，但不在自有账号名单内，可能是冒名。',
      en: 'A platform account bears the publisher’s name but is not on the list of its own accounts. It may be an impostor.',
    },
    mend: {
      zh: '核实账号；属于自有的，写进规则文件的 accounts。',
      en: 'Verify the account; if it is the publisher’s, add it to accounts in the policy file.',
    },
    bad: {
      html: article('<a id="js_name">北疆新闻</a> <em id="publish_time">2024-05-06</em>'),
      given: { url: 'https://mp.weixin.qq.com/s/AbCdEf123' },
    },
    good: {
      html: article('<a id="js_name">伙伴发布</a> <em id="publish_time">2024-05-06</em>', [
        `<p>来源丨<a href="${ORIGINAL}">北疆新闻</a></p>`,
      ]),
      given: { url: 'https://mp.weixin.qq.com/s/AbCdEf123' },
    },
  },
};
