/**
 * The words that the rules for postings look for, Chinese and English, and the phrases with the same words that exclude nobody. All are
 * matched against plain text: lower case, half width, without blanks between Chinese characters.
 */

const fee = '(?:押金|保证金|培训费|服装费|工装费|工服费|体检费|资料费|报名费|中介费|入职费|建档费)';
const place = '(?:本地|本市|本省|本区|当地|城镇|农村|外地|外省|北京|上海|青岛|山东|河南|东北|新疆|西藏|四川|安徽|江苏|浙江)';
const years = '(?:1[6-9]|[2-6]\\d|十[六七八九]|[二三四五六]十[一二三四五六七八九]?)';
const only = '(?:优先|优先考虑|勿扰|勿投|免谈|除外)';

/** Cut out before the words are looked for. */
export const permittedWords: readonly RegExp[] = [
  /不限(?:制)?(?:性别|男女|年龄|户籍|户口|民族|籍贯|地域|婚姻|婚育)(?:[、和及或,]?(?:性别|男女|年龄|户籍|户口|民族|籍贯|地域|婚姻|婚育)(?:状况)?)*/g,
  /(?:性别|男女|年龄|户籍|户口|民族|籍贯|婚姻|婚否|婚育|已婚未婚|未婚已婚)(?:[、和及或]?(?:性别|年龄|户籍|户口|民族|婚否|婚育))*(?:状况|情况)?(?:均|都|皆)?(?:不限|不作要求|不做要求|无要求|没有要求|没有限制|无限制|均可|皆可|都可)/g,
  /无(?:性别|年龄|户籍|民族|婚育)(?:要求|限制|歧视)/g,
  /(?:不分|不论|无论)(?:男女|性别|年龄|民族|户籍|婚否)/g,
  /(?:不歧视|同等对待|欢迎)(?:乙肝|残疾|少数民族)[^,。;\n]{0,8}/g,
  /(?:不|禁止|不得|无需|免)(?:做|查|检测|要求|强制)*(?:乙肝|hbv)[^,。;\n]{0,6}/g,
  /(?:乙肝|乙型肝炎|hbv|hepatitis b)[ -]?(?:疫苗|药物|新药|抗原|抗体药|试剂|治疗|研究|研发|vaccines?|drugs?|research|assays?|therap\w+)/g,
  /年?满(?:1[68]|十[六八])周?岁(?:以上)?|(?:1[68]|十[六八])周?岁(?:\(含\))?(?:及)?以上/g,
  /(?:解决|提供|办理|协助|可落|落户|迁入|申请)[^,。;\n]{0,6}(?:户口|户籍|落户)(?:迁移|手续|指标)?/g,
  new RegExp(
    `(?:不|无|免|无需|无须|不需要?|不得|免收|严禁|禁止|拒绝)(?:收取?|向|求职者|交纳?|缴纳?|任何|要|需|的)*${fee}(?:[、和及或,/]?${fee})*`,
    'g',
  ),
  new RegExp(`${fee}(?:[、和及或,/]?${fee})*(?:均|都|全部|全额)?(?:由)?(?:公司|单位|企业|我方|用人单位)?(?:承担|报销|支付)`, 'g'),
  new RegExp(
    `(?:公司|单位|企业|我方|由我们)(?:统一|全额)?(?:承担|支付|报销|缴纳?|提供)(?:的)?(?:全部|入职|岗前)?${fee}(?:[、和及或,/]?${fee})*`,
    'g',
  ),
  /\b(?:any|all|every|regardless of|irrespective of|without regard to)\b[^.;\n]{0,12}\b(?:genders?|sex(?:es)?|age|race|origin|marital status)\b[^.;\n]{0,60}/g,
  /\b(?:fe)?males? (?:and|or) (?:fe)?males?\b|\b(?:wo)?men (?:and|or) (?:wo)?men\b|\b(?:un)?married (?:and|or) (?:un)?married\b/g,
  /\b(?:at least|over|minimum age(?: of| is)?:?|aged?) (?:16|18)(?: years(?: old| of age)?)?(?: or (?:older|above|over))?\b|\b(?:16|18)(?: years(?: old| of age)?)? (?:or|and) (?:older|above|over)\b/g,
  /\b(?:no|without(?: any)?|free of) (?:deposits?|(?:training|application|registration|uniform|agency) fees?|fees?)\b(?:[, ]+(?:or|and)? ?(?:deposits?|(?:training|application|registration|uniform|agency)? ?fees?)\b)*/g,
];

export const feeWords: readonly RegExp[] = [
  new RegExp(
    `(?:缴纳?|交纳?|收取?|预付|支付|先付|需付|须付|付)(?![^,、。;\\n]{0,4}(?:客户|租户|商户|供应商|业主))[^,、。;\\n]{0,6}${fee}`,
    'g',
  ),
  new RegExp(
    `(?:入职|工服|工装|宿舍|上岗|岗前)?${fee}(?:用)?(?:需|须|要)?(?:由)?(?:自理|自付|自费|自行承担|自己承担|(?:本人|个人|员工|求职者)(?:承担|自理)|:?\\d+元?|[一二两三四五六七八九十百千]+元|从工资(?:中|里)?扣)`,
    'g',
  ),
  /入职押金|服装押金|工服押金|上岗押金|自费(?:体检|培训)|体检自费|培训自费/g,
  /\b(?:training|registration|application|uniform|agency|medical|administration) (?:fees?|costs?|deposits?)(?: (?:of|is|are|apply|applies|required|to be paid|payable))?\b/g,
  /\b(?:pay|refundable|security) (?:a |an )?deposits?\b|\bdeposits? (?:of|is|are)? ?(?:required|payable|\d+)\b|\bat (?:your|their|the candidate.s) own expense\b/g,
];

export const lookWords: readonly RegExp[] = [
  /(?:形象|气质|五官|相貌|外貌)(?:端正|佳|良好|好|姣好|出众)+|身高\d{3}|身高(?:要求|不低于|以上)|(?:星座|属相|血型)(?:要求|限|优先|不合)/g,
  /\b(?:good|attractive|presentable)[- ](?:looks?|looking|appearance)\b/g,
];

export const discriminationWords: Readonly<Record<'sex' | 'age' | 'origin' | 'family' | 'health', readonly RegExp[]>> = {
  sex: [
    /(?:仅限|只限|限招|限|只招|只要|仅招)(?:聘|收)?(?:男|女)(?!装|鞋|包|童|款|裤|职工)(?:性|生|士|员工|工)?/g,
    /(?:招|招聘|招收|聘)(?:男|女)(?:性|生|士|员工|工(?!作)|助|秘|司机|客服|文员)/g,
    /(?:不招|不要|不收|不录|不考虑|谢绝)(?:男|女)(?:性|生|士|员工)?/g,
    new RegExp(`(?:男|女)(?:性|士|生|员工)?(?:者)?${only}`, 'g'),
    /性别(?:要求)?:?(?:限|为|须为)?(?:男|女)(?!女|男|均|都|皆|不限|平等)(?:性)?/g,
    /\b(?:fe)?males? (?:candidates? |applicants? |graduates? )?(?:only|preferred)\b|\bonly (?:fe)?males?\b|\b(?:wo)?men (?:only|preferred)\b|\bonly (?:wo)?men\b/g,
    /\bmust be (?:an? )?(?:(?:fe)?male|man|woman)\b|\b(?:no|not) (?:fe)?males?\b|\b(?:no|not) (?:wo)?men\b|\b(?:girls?|boys?|lad(?:y|ies)) (?:only|preferred)\b/g,
  ],
  age: [
    new RegExp(
      `${years}(?:周?岁)?(?:-|~|—|至|到)${years}周?岁(?:之间|以内|以下)?(?!的?(?:青年|青少年|儿童|学生|用户|客户|人群|学员|游客))`,
      'g',
    ),
    new RegExp(`${years}周?岁(?:\\(含\\))?(?:及)?(?:以下|以内|之内|之下|内|左右|以上|以前|${only})`, 'g'),
    new RegExp(`(?:年龄|不超过|不大于|小于|低于|未满|限)(?:要求|限制|在|须|需|应|:)*(?:不超过|不大于|小于|低于)?${years}(?:周?岁)?`, 'g'),
    new RegExp(`(?:[789][05]|0[05])后(?:的)?(?:员工|人员|候选人)?(?:${only})|(?:限|仅限|只招|只要)(?:[789][05]|0[05])后`, 'g'),
    /\b(?:younger than|not older than|no older than|not over|no one over) \d\d\b(?: years(?: old| of age)?)?|\b(?:under|below|up to|over) \d\d years (?:old|of age)\b/g,
    /\bage(?:d|s)?(?: limit| range| requirement)?:? ?(?:is |under |below |between |from |up to |max(?:imum)? )*\d\d\b(?: ?(?:-|to|and) ?\d\d)?|\bmaximum age\b/g,
    /\b\d\d ?(?:-|to) ?\d\d years (?:old|of age)\b|\b(?:recent graduates|young people) under \d\d\b/g,
  ],
  origin: [
    new RegExp(`(?:仅限|只限|限|须|需|要求|具有|持有?|只招|只要)?${place}(?:市|省|区|常住)?(?:户籍|户口)(?:者|人员)?(?:${only})?`, 'g'),
    new RegExp(`(?:户籍|户口|籍贯)(?:要求|限制|限|:)+(?:为|于)?[^,。;\\n]{0,6}`, 'g'),
    new RegExp(`(?:仅限|只限|限|只招|只要)${place}人|${place}人(?:员)?${only}`, 'g'),
    new RegExp(`(?:不招|不要|不收|谢绝|拒绝)${place}(?:人|籍|户籍|户口)`, 'g'),
    /(?:仅限|只限|限|只招|只要)汉族|汉族优先|(?:不招|不要|不收|谢绝)(?:少数民族|回族|维族|维吾尔族|藏族)|(?:少数民族|回族|维族|维吾尔族|藏族)(?:勿扰|勿投|除外)/g,
    /\b(?:locals?|natives?|local residents?|local candidates?|han chinese) only\b|\bonly (?:locals|natives|local residents|han chinese)\b|\bno (?:migrants|outsiders|minorities)\b/g,
    /\b(?:local|qingdao|shandong|beijing|shanghai|urban) hukou\b(?! (?:support|assistance|provided|sponsor\w*|quota))(?: (?:only|required|preferred))?/g,
  ],
  family: [
    /(?:限|仅限|只招|要求|须|需)?(?:已婚已育|未婚未育|已婚|未婚|已育|未育|离异|单身(?!公寓|宿舍|楼))(?:者|女性|男性|人士)?(?:优先|勿扰|除外)?/g,
    /(?:[一二两三四五12345]年内?)?(?:不得|不准|禁止|不能|不)(?:结婚|怀孕|生育|生孩子|生小孩|备孕)|(?:无|没有)(?:生育|结婚|怀孕|二胎|备孕)(?:计划|打算|意愿)/g,
    /(?:孕妇|孕期|怀孕|备孕)(?:者)?(?:勿扰|勿投|除外|辞退|自动离职)|(?:无孩|没有孩子|无子女)(?:者)?(?:优先)?|(?:婚姻|婚育)(?:状况|情况)?(?:要求|限制|:)(?:已|未)[婚育]?/g,
    /\bunmarried\b|\bsingle (?:candidates? |applicants? |women |men |persons? )?(?:only|preferred)\b|\bmarried (?:candidates? |applicants? |women |men )?(?:only|preferred|with children)\b/g,
    /\b(?:no|without) (?:children|kids|plans? (?:to have|for|of having) (?:children|a child|a baby|kids|marriage|pregnancy))\b|\bchildless\b|\b(?:not|must not be|no) pregnan(?:t|cy)\b/g,
  ],
  health: [
    /乙肝(?:携带者|两对半|五项|病毒)?(?:勿扰|勿投|除外|阴性|检测|检查)?|乙型肝炎|大三阳|小三阳|两对半|无(?:肝炎|乙肝)/g,
    /(?:不招|不要|不收|谢绝)(?:残疾|残障|乙肝|艾滋)[^,。;\n]{0,4}|(?:残疾人?|残障人?士?|艾滋病?(?:患者|携带者)?)(?:勿扰|勿投|除外)|(?:hiv|艾滋病?)(?:检测|阴性)/g,
    /\bhepatitis[ -]?b\b|\bhbv\b|\bhbsag\b|\bhiv[- ](?:negative|test\w*)\b|\bno (?:disabled|disabilit\w+|handicapped)\b/g,
  ],
};
