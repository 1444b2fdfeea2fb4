import type { notes as en } from '../en/notes.ts';
import type { Translation } from '../message.ts';

export const notes: Translation<typeof en> = {
  'note.busyOperators.township': '乡镇指挥中心坐席班内忙碌率达 {share}，难以应对突发高峰。',
  'note.busyOperators.county': '县级指挥中心坐席班内忙碌率达 {share}，难以应对突发高峰。',
  'note.busyOperators.city': '市级指挥中心坐席班内忙碌率达 {share}，难以应对突发高峰。',
  'note.busyCentres.township': '{number} 个乡镇指挥中心的坐席班内忙碌率超过 85 %，难以应对突发高峰；最忙：{list}。',
  'note.busyCentres.county': '{number} 个县级指挥中心的坐席班内忙碌率超过 85 %，难以应对突发高峰；最忙：{list}。',
  'note.slowUnit': '{unit}平均派遣时间为 {mean}，是全市平均（{city}）的 {ratio} 倍。',
  'note.gapUnit': '{unit}的巡查空档率为 {gap}，全市为 {city}。',
  'note.neverReported': '{share} 的事件无人上报：或自行消失，或尚未被发现；“发现”一项按未完成计。',
  'note.unfinished': '统计期后限定时间内仍未完成：{list}。计算分位数时按最长处理。',
};
