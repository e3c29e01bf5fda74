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

const mostAcross = 12

/** How high a chart of so many bars is, in lines of text. */
export function linesOf(bars: Bar[], across: boolean): number {
  return across ? 18 : Math.max(8, bars.length * 2 + 3)
}

/** Times run from left to right while they fit; everything else from top to bottom, with room for its name. */
export function runsAcross(dimension: string, bars: Bar[]): boolean {
  return (dimension === 'month' || dimension === 'quarter') && bars.length <= mostAcross
}

/** What ECharts draws: one bar for each line, in the look's colours and text size. */
export function optionOf(bars: Bar[], unit: string, across: boolean, dimension: string): EChartsCoreOption {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const size = parseFloat(getComputedStyle(document.body).fontSize)
  const text = { color: colour('--ink'), fontSize: Math.round(size * 0.8125), fontFamily: style.getPropertyValue('--face').trim() }
  const crowded = bars.length > 6
  const short = (title: string) => (across ? title.replace(crowded ? /^\d+年|月$/g : /^\d+年/, '') : title.length > 9 ? `${title.slice(0, 8)}…` : title)
  const names = {
    type: 'category',
    data: bars.map((it) => it.title),
    inverse: !across,
    axisLabel: { ...text, interval: 0, formatter: short },
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
    grid: { left: 8, right: Math.round(size * 3), top: Math.round(size * 1.6), bottom: 8, containLabel: true },
    tooltip: { renderMode: 'richText', textStyle: { ...text, fontSize: Math.round(size) }, valueFormatter: (value: unknown) => (value === null || value === undefined ? '—' : `${String(value)}${unit}`) },
    xAxis: across ? names : numbers,
    yAxis: across ? numbers : names,
    series: [
      {
        type: 'bar',
        name: dimension,
        data: bars.map((it) => it.value),
        barMaxWidth: Math.round(size * 1.8),
        itemStyle: { color: colour('--accent') },
        label: { ...text, show: true, position: across ? 'top' : 'right', formatter: unit === '%' ? '{c}%' : '{c}' },
      },
    ],
  }
}
