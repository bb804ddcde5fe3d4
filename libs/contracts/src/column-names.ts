/** The names of the columns of lists and imports for people, in Chinese and in English: by the name that the API has for the column. */
import { allianceColumns } from './alliance/column-names.ts';
import { eventsColumns } from './events/column-names.ts';
import { housingColumns } from './housing/column-names.ts';
import { recruitmentColumns } from './recruitment/column-names.ts';
import { tenantsColumns } from './tenants/column-names.ts';

/** Chinese, English. */
export type ColumnNames = Readonly<Record<string, readonly [zh: string, en: string]>>;

const everywhere: ColumnNames = {
  id: ['标识', 'Id'],
  code: ['编号', 'Code'],
  uscc: ['统一社会信用代码', 'USCC'],
  name: ['名称', 'Name'],
  title: ['标题', 'Title'],
  kind: ['类别', 'Kind'],
  type: ['类型', 'Type'],
  category: ['分类', 'Category'],
  state: ['状态', 'State'],
  status: ['使用状态', 'Status'],
  submitted_by: ['提交人', 'Submitted by'],
  version: ['版本', 'Version'],
  created_at: ['创建时间', 'Created at'],
  updated_at: ['更新时间', 'Updated at'],
};

/** Parts of the table; no column stands in two of them. */
export const columnNameParts = [everywhere, tenantsColumns, housingColumns, eventsColumns, recruitmentColumns, allianceColumns];

const names: ColumnNames = Object.assign({}, ...columnNameParts) as ColumnNames;

/** By the plural name of the aggregate and the column: what a name means there alone. */
export const columnNamesOfOne: ColumnNames = {
  'activities.attendance': ['各成员到场人数（信用代码:人数）', 'Attendance (USCC:count)'],
  'applications.source': ['投递来源', 'Source'],
  'candidates.education': ['学历', 'Education'],
  'endpoints.position': ['已投递位置', 'Position'],
  'experts.name': ['姓名', 'Name'],
  'hires.education': ['学历', 'Education'],
  'hires.start_on': ['约定到岗日期', 'Agreed start'],
  'hires.started_on': ['实际到岗日期', 'Started on'],
  'hires.accepted_on': ['接受录用日期', 'Accepted on'],
  'meetings.absent': ['缺席成员统一社会信用代码', 'USCCs absent'],
  'registrations.name': ['姓名', 'Name'],
  'resolutions.due_on': ['办结期限', 'Due on'],
  'tenancies.name': ['姓名', 'Name'],
};

/** `of`: the plural name of the aggregate, such as `market-entities`. Undefined where nobody has named it. */
export function namesOfColumn(of: string, column: string): readonly [zh: string, en: string] | undefined {
  return columnNamesOfOne[`${of}.${column}`] ?? names[column];
}
