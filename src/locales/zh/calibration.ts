export const calibration = {
  'calibrate.notAMap': '日志映射文件应为键值映射',
  'calibrate.openQuote': '约在第 {line} 行开始的引号没有结束',
  'calibrate.noColumn': '日志中没有名为 {heading} 的列',
} as const;
