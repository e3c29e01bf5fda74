// The manual: short pages in the offices' words, read without a network. A block is a paragraph, a
// heading, or a list of steps.

/** A piece of a page. */
export type Block = { h: string } | { p: string } | { steps: string[] } | { keys: [keys: string, does: string][] }

/** A page of the manual. */
export interface HelpPage {
  key: string
  title: string
  /** Other words by which it is looked for. */
  words: string
  blocks: Block[]
}

/** The keys of the whole program. */
const keys: [string, string][] = [
  ['F1', '打开本页的帮助；再按一次收起'],
  ['Ctrl+F', '查找：姓名、内容、编号、拼音、首字母、电话后几位'],
  ['F3', '在打开的这本簿册里查找'],
  ['Alt+1 … Alt+8', '常用入口，在哪一页都能用'],
  ['Alt+0', '回到工作台'],
  ['Enter', '到下一栏'],
  ['Ctrl+S', '保存'],
  ['Ctrl+Z', '撤销上一步'],
  ['Ctrl+Y', '重做刚撤销的一步'],
  ['Ctrl+P', '打印'],
  ['Ctrl+L', '锁定'],
  ['Ctrl + 加号、减号、0', '文字放大、缩小、恢复标准'],
  ['Esc', '关掉小窗口、收起查找结果；打了的字不会丢'],
  ['Tab、Shift+Tab', '到下一个、上一个可以操作的地方'],
]

/** All pages, in the order of the table of contents. */
export const helpPages: HelpPage[] = [
  {
    key: 'start',
    title: '从这里开始',
    words: '入门 第一次 新建 怎么用 教程',
    blocks: [
      { p: '履职台账就是电脑里的三簿二册一档。左边是各本簿册，中间是打开的这一本，右上角是现在操作的人。' },
      { h: '第一天可以这样做' },
      {
        steps: [
          '点左边“代表名册”，再点“导入”，选现成的 Excel 或 WPS 表格。先看预览，再决定导入。',
          '在“站点”里登记代表之家、联络站、联络点。',
          '在“设置”里设口令，把恢复卡打印出来锁进柜子。',
          '点“打印”，空白登记簿和签到表当天就能用。',
        ],
      },
      { p: '每一步都能撤销，做错了不要紧。数据只在这台电脑上，程序从不上网。' },
    ],
  },
  {
    key: 'home',
    title: '工作台',
    words: '首页 今天要办什么 到期 逾期 提醒 常用入口',
    blocks: [
      { p: '打开程序先看到工作台，它回答三件事：今天要办什么、最近做了什么、常用的从哪里进。' },
      { h: '今天要办什么' },
      { p: '按期限排列，最急的在最上面。红色是已逾期，黄色是五天以内，绿色是还早，蓝色是没有期限、需要看一看的名单。点一行就打开那一条。' },
      { h: '最近做了什么' },
      { p: '最新的操作在最上面，右边的“撤销”只撤那一步。要看更早的，点“全部操作记录”。' },
      { h: '常用入口' },
      { p: '最多八个，按 Alt 加数字键直接打开，在哪一页都有效。点“更换”可以换成自己常用的。' },
      { h: '可以接着办的' },
      { p: '建档时跳过的事（口令、恢复卡、站点等）列在这里。暂时不办，点“以后再说”，两个星期后再提醒。' },
    ],
  },
  {
    key: 'find',
    title: '查找',
    words: '搜索 拼音 首字母 电话 编号 找人',
    blocks: [
      { p: '按 Ctrl+F，光标到上面的查找框。可以打汉字、全拼、首字母，也可以混着打；电话、身份证号打其中几位就行。' },
      { p: '例如找“王小明”：王小明、wangxiaoming、wxm、王xm、手机后四位，都能找到。' },
      { steps: ['打字，结果按簿册分开列出。', '用上下方向键选，按 Enter 打开。', '按 Esc 收起，打的字还在。'] },
      { p: '只想在打开的这本簿册里找，按 F3。' },
    ],
  },
  {
    key: 'list',
    title: '簿册的列表',
    words: '列表 排序 筛选 列 导出 名册 复制',
    blocks: [
      { p: '一行是一条登记，点一行打开。上面可以查找、换排列次序；“选择列”决定显示哪些栏，程序会记住。' },
      { p: '名单默认按姓名笔画排列，可以换成姓氏笔画或拼音。' },
      { p: '“只看待核实、待补”列出还要补正的行。作废的平时不显示，勾上“连同作废的”才看得到。' },
      { p: '“导出”把看到的这些行存成 Excel 表；“打印”按簿册的样子打出来。' },
    ],
  },
  {
    key: 'record',
    title: '登记和修改',
    words: '新增 登记 保存 草稿 填写 表单 作废',
    blocks: [
      { p: '页面照着纸上的表排列。打完一栏按 Enter 到下一栏，长文字里 Enter 是换行。按 Ctrl+S 保存。' },
      { p: '没有填的栏可以先空着，标“待补”，以后再补。只有名称必须填。' },
      { p: '打字时自动留草稿，停电、死机以后重新打开，会问要不要接着写。' },
      { h: '作废' },
      { p: '登记错了不删除，点“作废”，写明原因。作废的留在簿里，打印时划线，还可以恢复。编号不会重新使用。' },
      { h: '历史' },
      { p: '每条登记都能看到谁在什么时候把哪一栏从什么改成什么。' },
    ],
  },
  {
    key: 'receptions',
    title: '接待登记',
    words: '簿一 接待 来访 群众 选民 接待日',
    blocks: [
      { p: '一位来访人登记一条。照来访人的原话写，不加主观判断；涉及多人时写明人数和范围。' },
      { p: '代表法第三十一条：代表不直接处理具体问题。处理意见写转给谁、怎么办。' },
      { p: '序号由程序编，一个站点一年一套，保存后不再变动。' },
      { p: '停电或下乡时用纸登记，回来补录，勾上“补录”。' },
    ],
  },
  {
    key: 'activities',
    title: '活动记录',
    words: '簿二 活动 视察 调研 学习 签到 请假',
    blocks: [
      { p: '视察、调研、学习、座谈、执法检查等，一次活动登记一条：时间、地点、内容、参加的代表、结果。' },
      { p: '参加的代表逐人记到会、请假或缺席，履职档案和积分从这里取数。' },
      { p: '照片和签到表扫描件作为附件放在这一条下面，迎检时一起打印。' },
    ],
  },
  {
    key: 'opinions',
    title: '意见建议办理',
    words: '簿三 意见 建议 议案 交办 答复 期限 督办 销号 测评',
    blocks: [
      { p: '群众的意见和代表的建议、批评、意见都在这里办理：受理、交办、答复、测评、销号，一步一步点，下一步能做什么程序会列出来。' },
      { p: '每一步的期限按依据自动算出，快到期和已逾期的列在工作台上。' },
      { p: '测评不满意的，退回重新办理，原来的答复留着。' },
      { p: '现在还不能做的步骤，会用一句话说明缺什么，不是出错。' },
    ],
  },
  {
    key: 'roster',
    title: '代表名册',
    words: '册一 代表 名册 选区 小组 届次 层级 身份证',
    blocks: [
      { p: '一位代表一条。同一个人在几级当代表，在这一条里记几个代表身份，名册上用“、”连起来。' },
      { p: '身份证号填对了，性别和出生日期会提示核对。身份证号和电话属于敏感内容，列表里遮住，公示和下发时不带。' },
      { p: '选区、代表小组写名称就行，没有的会自动建好。' },
    ],
  },
  {
    key: 'electors',
    title: '联系选民',
    words: '册二 固定联系 选民 走访 联系记录',
    blocks: [
      { p: '每位代表固定联系的选民，以及每次联系的记录：什么时候、用什么方式、说了什么、怎么办的。' },
      { p: '人数不足、很久没有联系的，会列在工作台上。' },
    ],
  },
  {
    key: 'meetings',
    title: '计划与会议',
    words: '计划 任务 主席团会议 人代会 月计划',
    blocks: [
      { p: '月工作计划、任务、主席团会议、人代会并排放在这一栏，点上面的标签换。' },
      { p: '主席团会议一般每三个月至少开一次，快到期还没有开的，工作台会提醒。' },
    ],
  },
  {
    key: 'import',
    title: '导入现成的表格',
    words: 'Excel WPS 表格 导入 模板 xlsx xls 名册',
    blocks: [
      { p: 'Excel、WPS 表格都能直接导入，不用改格式：标题行、两行表头、合并单元格都认得。' },
      {
        steps: [
          '打开要导入的簿册，点“导入”，选文件。',
          '看看每一列对上了哪一栏，不对的可以改；认不出的列留在“原表其它栏”。',
          '看预览：新增多少、更新多少（旧值和新值）、哪些可能重复、哪些单元格有疑问。这时什么都还没有改。',
          '可能重复的，逐条决定是同一个人还是另一个人。',
          '点“导入”。不满意，点一次“撤销”，全部回到导入以前。',
        ],
      },
      { p: '有疑问的单元格不会写进簿册，连同原来的内容留作“待核实”，以后一条一条核对。同一份表导入两次不会重复。' },
      { p: '没有现成的表，可以下载空白模板：有下拉选项和填写说明。' },
    ],
  },
  {
    key: 'unsettled',
    title: '待核实和待补',
    words: '核实 补填 错误 疑问 空着',
    blocks: [
      { p: '待核实：导入时有疑问、没有写进去的内容，带着原表的行号、列名和原值。打开那一条，改好对应的栏就自动消掉；确实没有问题的，点“不是问题”。' },
      { p: '待补：应当有、现在还空着的栏。不影响保存，知道了再填。' },
      { p: '工作台上列着各本簿册还有多少条，点一下就打开那些行。' },
    ],
  },
  {
    key: 'figures',
    title: '统计报告',
    words: '统计 数字 受理率 办结率 答复率 满意率 人次 件次 分子 分母 同比 环比 图 小结 季报 年报',
    blocks: [
      { p: '数字都是当场从各本簿册里数出来的，没有一个是另外填的。簿册改了，数字跟着变。' },
      { h: '看哪段时间' },
      { p: '上面选周、月、季、年，用两边的箭头看上一期、下一期；选“自选”，自己填从哪一天到哪一天。登记在这段时间里的都算，办到哪一步看今天。' },
      { h: '看是哪些登记' },
      { steps: ['点带下划线的数字，列出它数的每一条登记。', '点名称，打开那一条。', '点“在……簿里看”，到那本簿里看同样的名单，可以打印、导出。'] },
      { p: '比率有分子、分母两个数，分别能点开。分母是 0 的写“—”。“怎么算”一栏写着什么算、什么不算、依据是什么。' },
      { h: '人次、人、件次' },
      { p: '一位代表参加一场接待，算一个代表人次，接待几位选民都一样；一年里来过十场的代表，算十人次、一个人。来了三个人的一次来访，算三个选民人次、一件次。' },
      { h: '分项和图' },
      { p: '按月份、季度、站点、问题类别、承办单位、代表、来源渠道分开看，表右边有图；没有数的也列出来。图上点一条，就是那一项的登记。一件事有几位代表的，每位名下都算，所以各行加起来可以多于“全部”。' },
    ],
  },
  {
    key: 'print',
    title: '打印',
    words: '打印 PDF 纸 空白表 登记簿 签到表 字体',
    blocks: [
      { p: '按 Ctrl+P。簿册、单条登记、空白表都能打。先看到每一页的样子，再打印或存成 PDF。' },
      { p: '纸上的字、栏目和屏幕上一样；表格跨页时重印表头，页脚有第几页共几页。' },
      { p: '生僻字如果电脑里没有字体，打印以前会点名说出来，不会印成空白。' },
    ],
  },
  {
    key: 'undo',
    title: '撤销、重做和操作记录',
    words: '撤销 重做 恢复 改错了 反悔 操作记录',
    blocks: [
      { p: 'Ctrl+Z 撤销自己最近的一步，Ctrl+Y 重做。正在打字时，Ctrl+Z 先撤销打的字。' },
      { p: '“操作记录”列出所有做过的事：什么时候、谁、来自哪里。可以挑任何一步撤销，不必从最近的撤起。' },
      { p: '如果那一步改过的内容后来又改过，就保持后来的内容，并一条一条列出来。撤销本身也留有记录，也能重做。关机重开以后照样能撤销。' },
    ],
  },
  {
    key: 'users',
    title: '使用人、口令和锁定',
    words: '口令 密码 锁定 换人 角色 经办 审核 主席 查看 恢复卡 忘记密码',
    blocks: [
      { p: '右上角是现在操作的人。点姓名可以换人；谁做的登记，历史里就写谁。设了自己口令的人，换过去时要输入。' },
      { p: '角色有经办、审核、主席、查看。查看的人只能看。' },
      { h: '锁定' },
      { p: '设了口令以后，离开时按 Ctrl+L 锁定；没人动，过十五分钟自动锁定（时间在设置里改）。重新打开回到原来的地方，正在打的字还在。' },
      { h: '忘记口令' },
      { p: '用恢复卡上的 24 个字打开，同时设一个新口令。恢复卡在设置里可以重新打印，旧卡随即作废。' },
    ],
  },
  {
    key: 'backup',
    title: '备份、还原和换电脑',
    words: '备份 还原 恢复 U盘 换电脑 拷贝 丢失',
    blocks: [
      { p: '每天第一次打开、每次导入以前，程序自动备份一份在本机。' },
      { p: '电脑坏了、丢了，本机的备份也一起没了。所以每周插上 U 盘备份一次；屏幕右下角写着上次是几天以前。' },
      { steps: ['换电脑：在新电脑上装好程序，打开后选“从备份还原”，选 U 盘上的备份。', '还原错了：还原以前的台账还留着，可以再换回来。'] },
      { p: '备份是加密的，要用口令或恢复卡才能打开。' },
    ],
  },
  {
    key: 'settings',
    title: '设置',
    words: '设置 栏目 改名 隐藏 文字大小 高对比 单位 届次',
    blocks: [
      { p: '单位名称、届次、使用人、口令、备份，以及各本簿册的栏目都在设置里。' },
      { p: '栏目可以改名、隐藏、增加、换次序（台账方案）：屏幕、纸上、Excel 模板一起变，旧的内容不受影响。' },
      { p: '看不清：按 Ctrl 和加号放大文字，或点右上角姓名选“高对比”。' },
    ],
  },
  {
    key: 'keys',
    title: '快捷键',
    words: '快捷键 键盘 按键',
    blocks: [{ p: '不用鼠标也能做所有的事。' }, { keys }],
  },
  {
    key: 'trouble',
    title: '遇到问题',
    words: '打不开 损坏 杀毒 磁盘满 慢 检查 重建 求助',
    blocks: [
      { h: '提示“别的程序正在使用台账”' },
      { p: '同一本台账同时只能打开一次。看看任务栏里是不是已经开着。' },
      { h: '提示磁盘满了' },
      { p: '清出一些空间再做一次。已经保存的不会丢。' },
      { h: '内容看着不对' },
      { p: '在设置里点“检查”。说有问题，就按提示重建或从备份还原。' },
      { h: '打不开' },
      { p: '先不要删任何文件。把台账所在的文件夹整个复制一份，再从最近的备份还原。' },
    ],
  },
]

/** A page by its key. */
export function helpPage(key: string): HelpPage | undefined {
  return helpPages.find((it) => it.key === key)
}

/** The text of a page, for looking in it. */
function textOf(page: HelpPage): string {
  const texts = page.blocks.flatMap((block) => {
    if ('h' in block) return [block.h]
    if ('p' in block) return [block.p]
    if ('steps' in block) return block.steps
    return block.keys.flat()
  })
  return [page.title, page.words, ...texts].join('\n').toLowerCase()
}

/** The pages in which all of the words stand; those that are called so stand first. */
export function helpFound(typed: string): HelpPage[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = helpPages.filter((page) => words.every((word) => textOf(page).includes(word)))
  const called = (page: HelpPage) =>
    words.every((word) => `${page.title} ${page.words}`.toLowerCase().includes(word))
  return [...found.filter(called), ...found.filter((page) => !called(page))]
}

/** The page that F1 opens: the route's own, else its shelf's, else that of its sort of page. */
export function helpFor(
  route: { name?: unknown; meta: { help?: string } },
  shelf: string | null,
): HelpPage {
  const sorts: Record<string, string> = { register: 'list', new: 'record', record: 'record', import: 'import' }
  const name = String(route.name)
  const keys = [route.meta.help, name === 'import' ? 'import' : undefined, shelf ?? undefined, sorts[name], 'start']
  for (const key of keys) {
    const page = key === undefined ? undefined : helpPage(key)
    if (page) return page
  }
  return helpPages[0]!
}
