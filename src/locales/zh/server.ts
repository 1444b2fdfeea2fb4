import type { server as en } from '../en/server.ts';
import type { Translation } from '../message.ts';

export const server: Translation<typeof en> = {
  'server.describe': '参考后端：提供 Gridbeat 调度接口',
  'server.option.port': '端口（默认 0：任意空闲端口，打印地址）',
  'server.option.host': '监听地址（默认 127.0.0.1）；非本机地址须在 GRIDBEAT_TOKEN 中设置令牌',
  'server.option.db': '数据库文件；用同一文件重启后演练继续（默认用临时文件）',
  'server.option.policy': '派遣策略（默认按情景）',
  'server.example': '固定端口，重启后继续',
  'server.database': '数据库：{path}',
  'server.tokenNeeded': '此地址对外开放：请在 GRIDBEAT_TOKEN 中设置令牌',
};
