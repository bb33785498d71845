/** What 来自 tells besides a source: the device, the place, the column or the person a text was posted from. */
import { MEDIUM } from './vocabulary.js';

/** Provinces and the like. */
export const REGIONS: readonly string[] = (
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 ' +
  '四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国'
).split(' ');

const PLACE = new RegExp(
  `^(?:${REGIONS.join('|')})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?(?:[ ·-]?[\\u4e00-\\u9fff]{1,6}[市县区旗盟州])?$`,
);

/** A maker's name alone may be the maker's own word: 来自：华为. */
const DEVICE =
  /^(?:(?:iPhone|iPad|iOS|Android|安卓|苹果|手机|网页|电脑|PC|WAP|Web|H5|移动|平板|鸿蒙|HarmonyOS)[ A-Za-z\d+]*(?:手机|客户端|App|网页|浏览器|[版端机])*|(?:华为|HUAWEI|小米|Xiaomi|Redmi|红米|OPPO|vivo|荣耀|三星|魅族|一加)(?: ?[A-Za-z\d][ A-Za-z\d+]*|[ A-Za-z\d+]*(?:手机|平板|客户端)))$/i;

const SHELF =
  /^(?:专栏|话题|用户|频道|栏目|板块|版块|圈子|分类|合集|合辑|专辑|专题|小组|标签|网友|作者|读者|IP|IP属地) ?[:《“"#【]/;

export const isDevice = (folded: string): boolean => DEVICE.test(folded);

/** `folded`: what stands behind 来自, folded. */
export const isWhereabouts = (folded: string): boolean =>
  isDevice(folded) || SHELF.test(folded) || (PLACE.test(folded) && !MEDIUM.test(folded));
