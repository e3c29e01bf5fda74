// The charts' one door to ECharts: bars, an axis, a tooltip on canvas; nothing else is packed.
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

/** A bar of a chart. */
export interface Bar {
  key: string
  title: string
  value: number | null
}

/** Begins a chart in an element. */
export function begin(element: HTMLElement): EChartsType {
  return init(element)
}

/** A bar that stands beside others needs so much room for its name and its number, in lines of text. */
const roomEach = 2.5

/** How high a chart of so many bars is, in lines of text. */
export function linesOf(bars: Bar[], across: boolean): number {
  return across ? 18 : Math.max(8, bars.length * 1.7 + 3)
}

/** Times run from left to right while they fit into the room; everything else from top to bottom, with room for its name. */
export function runsAcross(dimension: string, bars: Bar[], room: number): boolean {
  const each = dimension === 'quarter' ? 2 * roomEach : roomEach
  return (dimension === 'month' || dimension === 'quarter') && (bars.length + 1) * each <= room
}

/** 1月, 第一季度 where all stand in one year, which the chart's title says. */
function namesOf(bars: Bar[]): string[] {
  const years = new Set(bars.map((it) => /^\d+年/.exec(it.title)?.[0] ?? ''))
  const [year = ''] = years.size === 1 ? years : []
  return bars.map(({ title }) => {
    const name = title.slice(year.length)
    return name.length > 9 ? `${name.slice(0, 8)}…` : name
  })
}

/** What ECharts draws: one bar for each line, in the look's colours and text size. */
export function optionOf(
  bars: Bar[],
  unit: string,
  across: boolean,
  title: string,
): EChartsCoreOption {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const size = parseFloat(getComputedStyle(document.body).fontSize)
  const text = {
    color: colour('--ink'),
    fontSize: Math.round(size * 0.8125),
    fontFamily: style.getPropertyValue('--face').trim(),
  }
  const short = namesOf(bars)
  const names = {
    type: 'category',
    data: bars.map((it) => it.title),
    inverse: !across,
    axisLabel: { ...text, interval: 0, formatter: (_: string, at: number) => short[at] ?? '' },
    axisLine: { lineStyle: { color: colour('--line-strong') } },
    axisTick: { show: false },
  }
  const numbers = {
    type: 'value',
    minInterval: unit === '%' ? undefined : 1,
    max: unit === '%' ? 100 : undefined,
    axisLabel: { ...text, formatter: unit === '%' ? '{value}%' : '{value}' },
    splitLine: { lineStyle: { color: colour('--line') } },
  }
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: text,
    grid: {
      left: 8,
      right: across ? 8 : Math.round(size * 3),
      top: Math.round(size * 1.6),
      bottom: 8,
      containLabel: true,
    },
    tooltip: {
      renderMode: 'richText',
      textStyle: { ...text, fontSize: Math.round(size) },
      valueFormatter: (value: unknown) =>
        value === null || value === undefined ? '—' : `${String(value)}${unit}`,
    },
    xAxis: across ? names : numbers,
    yAxis: across ? numbers : names,
    series: [
      {
        type: 'bar',
        name: title,
        data: bars.map((it) => it.value),
        barMaxWidth: Math.round(size * 1.8),
        itemStyle: { color: colour('--accent') },
        label: {
          ...text,
          show: true,
          position: across ? 'top' : 'right',
          formatter: unit === '%' ? '{c}%' : '{c}',
        },
      },
    ],
  }
}
