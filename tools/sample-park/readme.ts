/** The text for somebody who opens the folder. */
import type { Story } from './story.ts';

export function readme({ openingDay, start, contribution }: Story): string {
  const { from, isYearToDate } = contribution;
  const year = from.slice(0, 4);
  return `示例园区 / The sample park
开园日 / opening day: ${openingDay}(北京时间 Asia/Shanghai;历史自 / history since ${start})

这里的一切都是示例数据。只有报道中点名的机构使用真实名称(青港物流、尊道传媒、创享食堂等),但它们的统一社会信用代码、日期与经营数字均为虚构;
其余企业名称均含“示例”,人员姓名第二字均为“样”,全部虚构。身份证号以 99 开头(不存在的省份),手机号以 100 开头,校验位正确,但不属于任何人。
文件名以服务名开头:各服务的文件按序号经公开的导入接口(POST /imports,见 docs/api.md)导入;同一行再次导入不会重复。load.json 记录已提交的导入任务。

Everything here is sample data. Only the organisations that the article names have their real names (青港物流 Qinggang Logistics, 尊道传媒 Zundao Media,
创享食堂 Chuangxiang Canteen and others); their USCCs, dates and figures are invented. All other firms carry 示例 (sample) in their names, all persons 样 as
the second character; they are invented. Citizen ids begin with 99 (no such province), phone numbers with 100; check digits are right, yet they belong to nobody.
A file's name begins with its service: each service's files are imported in their order through the public import API (POST /imports, see docs/api.md); a row
that is imported again changes nothing. load.json notes the import jobs.

开园日当天应得的数字 / Figures that must come out on the opening day:
  集聚市场主体 market entities 2,000(另有 37 条不计入的记录:注销 11、迁出 10、意向 9、服务平台 7 /
    and 37 records that must not count: 11 deregistered, 10 moved out, 9 prospects, 7 service platforms)
  科技型企业 technology firms 400 · 带动就业 people employed 5,236
  经济贡献 economic contribution 160,000 千元 thousand CNY: 地方留成税收 tax that stays local, ${
    isYearToDate ? `${year} 年初至开园日 the year ${year} up to the opening day` : `${year} 全年 the whole year ${year}`
  }
    (开园日在一至三月、当年尚无完整季度时,取上一整年 / where the opening day lies in January to March, and no quarter of its year is over, the year before)
  改造楼宇 buildings renovated 26 · 室内 indoor 180,000 m² · 室外 outdoor 80,000 m²
  人才用房 talent apartments 160: Hiking青年驿站 90, 嘻嗨公寓 70
`;
}
