import type { k6 as en } from '../en/k6.ts';
import type { Translation } from '../message.ts';

export const k6: Translation<typeof en> = {
  'k6.describe': '把负载的开放部分写成 k6 脚本：上报、巡查打卡和查询，不含处置人员的操作',
  'k6.example': '然后运行：k6 run k6/open-part.ts',
  'k6.example.operator': '同时生成 Kubernetes 中 k6 operator 的清单',
  'k6.option.backend': '后端地址，须支持 Gridbeat 调度接口，如 http://127.0.0.1:3000',
  'k6.option.out': '脚本和数据的目录，须不存在或为空',
  'k6.option.operator': '同时为 k6 operator 写出 TestRun 和 ConfigMap',
  'k6.option.from': '开始时间：D+日H+时，日从第一个统计日算起，如 D+0H+8（默认为情景中第一次激增）',
  'k6.option.speed': '模拟时间与实际时间之比（默认 288 [A]：五分钟一天）',
  'k6.option.duration': '实际持续时间，如 90s、5min、1h（默认 5min [A]）',
  'k6.expected.from': 'D+日 或 D+日H+时，如 D+0H+8；小时小于 24',
  'k6.expected.speed': '{low} 到 {high} 的数',
  'k6.expected.duration': '时长，如 90s、5min 或 1.5h，最长一周',
  'k6.expected.backend': '以 http:// 或 https:// 开头、不带查询参数的地址',
  'k6.backendMissing': '缺少后端地址，如 http://127.0.0.1:3000',
  'k6.backendSecret': '地址中不应包含用户名和密码；脚本从环境变量 GRIDBEAT_TOKEN 读取令牌',
  'k6.outMissing': '缺少输出目录',
  'k6.counts':
    '{seconds} 秒内：上报 {report} 次，打卡批次 {visits}，单条查询 {read} 次，列表查询 {list} 次；每秒最多 {peakPerSecond} 次；虚拟用户 {virtualUsers} 个',
  'k6.openPartOnly': '这里只有日程的开放部分：没有人员执行指令，也不核对历史记录；gridbeat load 两者都做。',
  'k6.next': '接下来：k6 run {script}',
  'k6.nextOperator': '在 Kubernetes 中：kubectl apply --server-side -f {folder}',
  'schedule.describe': '将压力测试的开放部分写入文件：发送什么、何时发送，与被测系统无关',
  'schedule.option.out': '要写入的文件，每行一个 JSON 对象；文件名以 .gz 结尾则压缩',
  'schedule.example': 'gridbeat load 的暴雨日，压缩',
  'schedule.outMissing': '缺少：要写入的文件',
  'schedule.writing': '计划',
  'schedule.counts':
    '{seconds} 秒内 {report} 次上报、{visits} 批巡查、{read} 次查询、{list} 次列表；每秒最多 {peakPerSecond} 次',
};
