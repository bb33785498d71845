/** What `reprintlint init` writes: a config that changes nothing, with every setting explained. */
import type { Language } from '../policy/types.js';

export const CONFIG_SCHEMA_NAME = 'reprintlint.config.schema.json';
/** Where a project that has installed the program finds the schema. */
export const INSTALLED_SCHEMA = `node_modules/reprintlint/rules/${CONFIG_SCHEMA_NAME}`;

/** @param schema what `$schema` shall name: a path from the config to the schema, or an address */
export function configTemplate(language: Language, schema: string): string {
  return `# yaml-language-server: $schema=${schema}\n${language === 'zh' ? CHINESE : ENGLISH}`;
}

const CHINESE = `#
# reprintlint 的项目设置。去掉行首的 # 即可启用；命令行上写出的选项优先于这里。
# 文件路径都从本文件所在的文件夹算起，用 / 分隔。

# 提示与报告的语言：zh 或 en
language: zh

# 按哪家媒体的声明检查；多个用逗号隔开。用 reprintlint policies 列出全部
policy: beijiang-news

# 严格程度：strict 把写法上的提醒一律按错误处理
# profile: strict

# 命令行没有指明对象时检查哪些页面。各处可以有自己的 policy、profile、severities、failOn；
# 一个页面符合多条时，后面的优先。url 写明“固定部分”（这里是 public）发布在哪里
targets:
  - path: public/**/*.html
#     url: https://news.partner.example/
#   - path: public/archive/**/*.html
#     failOn: warning

# 达到此级别即返回退出码 1：error、review、warning、info
failOn: error

# 不影响退出码的结论：unaudited（未能检查）、review（待人工判断）
# allow: [review]

# 个别代码的级别：error、review、warning、info，或 off（不报告）。代码的含义见 reprintlint explain
# severities:
#   editor-missing: off
#   credit-form: error

# 输出格式；除一种外都要写明文件
# formats: [text, sarif=reprintlint.sarif]

# 已知的旧问题：先运行 reprintlint --write-baseline 生成，以后只有新问题才算失败
# baseline: reprintlint.baseline.json

# 决定不处理的问题；必须写理由，最好写有效期（北京时间，含当日）
# suppressions:
#   - target: public/archive/2019/**
#     code: link-missing
#     reason: 旧稿，已与对方书面说明
#     expires: 2027-06-30

# 授权名单、原文索引、稿源单位名单
# licences: licences.csv
# originals: .originals
# sourceList: sources.csv

# 访问网站时的礼貌设置
# politeness:
#   contact: mailto:webmaster@partner.example
#   delay: 500
`;

const ENGLISH = `#
# Settings of this project for reprintlint. Remove the # to switch one on; options on the command line win.
# Paths are meant from the folder of this file, with /.

# Language of messages and reports (zh or en)
language: en

# Whose notice pages are checked against; several joined by commas. reprintlint policies lists them
policy: beijiang-news

# How strict: the profile strict makes every matter of form an error
# profile: strict

# Pages to check when the command line names none. Each entry may have its own policy, profile, severities and
# failOn; where several match a page, later ones win. url tells where the fixed part (here: public) is published
targets:
  - path: public/**/*.html
#     url: https://news.partner.example/
#   - path: public/archive/**/*.html
#     failOn: warning

# Least severity that gives exit code 1 - error, review, warning, info
failOn: error

# Verdicts that leave the exit code 0 (unaudited, review)
# allow: [review]

# Severity of single codes - error, review, warning, info or off. reprintlint explain tells what they mean
# severities:
#   editor-missing: off
#   credit-form: error

# Output formats; all but one need a file
# formats: [text, sarif=reprintlint.sarif]

# What is wrong already. Make it with reprintlint --write-baseline; from then on only new findings fail
# baseline: reprintlint.baseline.json

# Findings to live with. Each needs a reason, and had better have a last day (Asia/Shanghai)
# suppressions:
#   - target: public/archive/2019/**
#     code: link-missing
#     reason: old pages, settled with the publisher in writing
#     expires: 2027-06-30

# List of authorised sites, index of originals, list of permitted sources
# licences: licences.csv
# originals: .originals
# sourceList: sources.csv

# Manners towards web sites
# politeness:
#   contact: mailto:webmaster@partner.example
#   delay: 500
`;
