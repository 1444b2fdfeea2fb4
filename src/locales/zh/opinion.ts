import type { opinion as en } from '../en/opinion.ts';
import type { Translation } from '../message.ts';

export const opinion: Translation<typeof en> = {
  'opinion.title': '对{name}的第二意见（{unit}，{code}）',
  'opinion.intro':
    '网格员与社区工作人员：{communities} 个社区共 {crews} 人，同时在岗 {onDuty} 人。在岗时段每天接到 {calls} 次派遣。每次占用一人 {service}，其中出发前 {reaction}；{spot} 的派遣由本人巡查发现且就在现场。以上均取自 {scenario} 的 {replications} 次重复、每次 {days} 天。',
  'opinion.exact': 'Larson 超立方模型，精确解：每个社区、每种在岗组合各为一个空间排队，因为引擎不跨社区派人。',
  'opinion.approximated':
    'Larson 超立方模型：每个社区、每种在岗组合各为一个空间排队，因为引擎不跨社区派人；精确求解，但在岗超过 12 人的社区（{number} 个）用 Larson 近似。',
  'opinion.figures': '对照',
  'opinion.hypercube': '超立方',
  'opinion.engine': '同假设仿真',
  'opinion.scenario': '完整情景',
  'opinion.figure.workload': '人员负荷',
  'opinion.figure.allBusy': '全忙时间',
  'opinion.figure.outside': '非本网格员处置',
  'opinion.figure.travel': '平均路程时间',
  'opinion.figure.response': '平均响应时间',
  'opinion.columns':
    '超立方：求解所得。同假设仿真：引擎按超立方自身的假设运行。完整情景：与每次仿真相同。±：95 % 区间。负荷：在岗时间中从接到派遣到重新空闲的比例。全忙时间：社区在岗人员全部被占用的时间比例，按派遣量加权。非本网格员处置：派给本网格员以外人员的比例。响应：派遣至到达。下面各社区所列为超立方 / 完整情景。',
  'opinion.and': '、',
  'opinion.verdict.engine':
    '引擎在超立方的假设下给出同样的数：{of} 项中 {same} 项落在 95 % 区间内。因此最后一列的差别来自超立方未考虑之处，而非任何一方有误。',
  'opinion.verdict.engineOff':
    '在超立方的假设下引擎给出不同的数：{of} 项中只有 {same} 项落在 95 % 区间内。Larson 近似可能有百分之几的偏差；否则不要依赖本对照。',
  'opinion.verdict.inside': '落在完整情景区间内：{names}。',
  'opinion.verdict.outside': '未落在其中：{names}。',
  'opinion.why': '两者应有差别之处及其原因：',
  'opinion.why.workload': '全体负荷按构造相同：两边的派遣量和平均占用时间一样。可检验的是负荷在各人之间的分布。',
  'opinion.why.policy': '策略 {policy}：超立方无法顾及各人当天已做多少，只派空闲者中最近的。',
  'opinion.why.overloaded':
    '{share} 的派遣落在来得比在岗人员能处理的还快的社区与班次。超立方认为此时人人始终在忙；情景中则等到较闲的时段，或由他人处理。',
  'opinion.why.bursts':
    '派遣成批到来：每小时次数的波动是均匀随机的 {times} 倍，因为巡查在固定时段进行，且一次可发现多件。超立方让派遣均匀到来，因此非本网格员处置偏少、全忙时间偏短。',
  'opinion.why.shifts': '{share} 的派遣在上岗后一分钟内发出，事件早已到来。超立方不知有班次。',
  'opinion.why.checks': '{share} 的派遣是核查，须由处置者以外的人进行。超立方仍派本网格员。',
  'opinion.why.others': '这些时段有 {share} 的派遣交给联络员和志愿者，超立方不知有他们。',
  'opinion.why.chores':
    '代办和其他部门的任务占在岗时间的 {share}。超立方把这些人算作空闲；其代价体现在出发前的时间里。',
  'opinion.why.interrupted': '{share} 的派遣被更严重的事件打断。超立方不打断任何工作。',
  'opinion.why.service': '占用时间的变异系数平方为 {scv}；超立方取 1（指数分布）。只有在需要等待时才有影响。',
  'opinion.why.places':
    '被派者身在上一轮巡查或任务结束之处，常离本网格较远；超立方把空闲网格员均匀放在本网格内，工作人员放在社区。对本人发现的事件（{spot}），两边都只计微网格内的路程。',
  'opinion.communities': '各社区',
  'opinion.head.community': '社区',
  'opinion.head.onDuty': '在岗',
  'opinion.head.calls': '每天派遣',
  'opinion.head.workload': '负荷',
  'opinion.head.allBusy': '全忙',
  'opinion.head.outside': '非本网格员',
  'opinion.head.crew': '人员',
  'opinion.crews': '各人负荷',
  'opinion.crewsSome': '负荷：{of} 人中的 {shown} 人',
  'opinion.worker': '{community}第 {grid} 网格网格员 {number}',
  'opinion.staff': '{community}工作人员 {number}',
  'opinion.more': '全部人员：--json，或 --report FILE.html。对照方法见 docs/validation.md。',
  'opinion.running': '仿真中',
  'opinion.example': '对一个镇街，将 Larson 超立方与仿真并列',
  'opinion.option.scenario': '与 --township 同用：情景文件，或随 Gridbeat 提供的情景名',
  'opinion.option.township': '对某镇街（名称或编码）的第二意见：把其人员当作超立方排队',
  'opinion.option.set': '与 --township 同用：PATH=VALUE，情景中的另一取值',
  'opinion.onlyWithTownship': '只能与 --township 同用',
  'opinion.unknownTownship': '本市没有这个镇街',
  'opinion.severalTownships': '有多个镇街同名，请给出编码：{codes}',
  'opinion.noCalls': '这 {days} 天内没有派遣到达{name}的人员，无可对照；请增加 --days',
};
