/** Invented names, each marked as one: 示例 in a firm's, 样 in a person's. */
import type { Chance } from './chance.ts';
import type { Segment } from './segments.ts';

const heads = [...'云海青启智星蓝航创润锐博恒嘉瀚晨远卓易鼎凌慧森朗泽尚诺极飞初'];
const tails = [...'帆岚川舟途联芯桥木源图景信拓野辰汇谷澜禾石羽程通维思语形点里'];

const trades: Record<Segment, readonly string[]> = {
  technology: [
    '软件有限公司',
    '智能科技有限公司',
    '信息技术有限公司',
    '生物科技有限公司',
    '机器人有限公司',
    '新能源科技有限公司',
    '检测技术有限公司',
  ],
  trade: ['国际贸易有限公司', '供应链管理有限公司', '进出口有限公司', '商贸有限公司', '国际物流有限公司'],
  media: ['电子商务有限公司', '文化传媒有限公司', '直播运营有限公司', '网络科技有限公司'],
  culture: ['文化创意有限公司', '设计有限公司', '动漫制作有限公司', '教育咨询有限公司'],
  retail: ['便利店', '餐饮店', '咖啡馆', '书店', '服装店', '轻食店', '理发店', '图文店'],
  services: ['企业管理咨询有限公司', '财税服务有限公司', '知识产权代理有限公司', '人力资源有限公司'],
  farming: ['农产品专业合作社', '海产品专业合作社'],
};

/** Answers a name for a firm that it has not answered before. */
export function firmNames(chance: Chance): (segment: Segment) => string {
  const given = new Set<string>();
  return (segment) => {
    for (;;) {
      const name = `青岛${chance.pick(heads)}${chance.pick(tails)}示例${chance.pick(trades[segment])}`;
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const givenNames = [...'然宁远一凡晨曦雨桐子涵浩宇欣怡思琪佳明文博诗雅嘉言若溪景行'];

export function personName(chance: Chance): string {
  return `${chance.pick(surnames)}样${chance.pick(givenNames)}`;
}
