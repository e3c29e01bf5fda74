// What the one search box shows: records by register, then pages of the program and of the help.
import type { RouteLocationRaw } from 'vue-router'
import { anyOf, listOf } from '@/features/register/list-request'
import type { SearchGroup } from '@/platform/generated/SearchGroup'
import type { SearchPerson } from '@/platform/generated/SearchPerson'

/** One line of the answer that can be chosen. */
export interface Choice {
  key: string
  title: string
  line: string
  to: RouteLocationRaw
}

/** Lines under one heading. */
export interface Heading {
  key: string
  title: string
  choices: Choice[]
}

/** A page of the program that can be found by its words. */
export interface FoundPage {
  key: string
  title: string
  /** What else it is called. */
  words: string
  to: RouteLocationRaw
}

const fewPages = 4

/** What is linked to each person: a list of it, or the newest records where no list can show it. */
export function linkedTo(people: SearchPerson[]): Heading[] {
  return people.map((person) => ({
    key: `linked-${person.id}`,
    title: `与${person.name}有关的`,
    choices: person.linked.flatMap((group, at): Choice[] => {
      const title = `${group.title}（${group.field}）`
      const key = `linked-${person.id}/${at}`
      const line = `${group.total} 条`
      if (group.filter) {
        const [register, field] = group.filter
        return [{ key, title, line, to: listOf(register, [anyOf(field, person.id)]) }]
      }
      return group.records.map(({ register, id, title: name }) => ({
        key: `${key}/${id}`,
        title,
        line: group.total > 1 ? `${name}　共 ${line}` : name,
        to: { name: 'record', params: { register, id } },
      }))
    }),
  }))
}

/** The answer under its headings; each register ends with the way to all that was found in it. */
export function headingsOf(
  text: string,
  groups: SearchGroup[],
  pages: { title: string; found: FoundPage[] }[],
): Heading[] {
  const headings: Heading[] = groups.map((group) => {
    const choices: Choice[] = group.hits.map((hit) => ({
      key: `${group.register}/${hit.id}`,
      title: hit.title,
      line: hit.line,
      to: { name: 'record', params: { register: group.register, id: hit.id } },
    }))
    if (group.more) {
      choices.push({
        key: `${group.register}/all`,
        title: `在${group.title}里看全部`,
        line: '',
        to: group.all
          ? listOf(group.register, group.all)
          : { name: 'register', params: { register: group.register }, query: { q: text } },
      })
    }
    return { key: group.register, title: group.title, choices }
  })
  const wanted = text.trim().toLowerCase()
  for (const { title, found } of pages) {
    const choices = found
      .filter((it) => `${it.title} ${it.words}`.toLowerCase().includes(wanted))
      .slice(0, fewPages)
      .map((it) => ({ key: it.key, title: it.title, line: '', to: it.to }))
    if (choices.length > 0) headings.push({ key: title, title, choices })
  }
  return headings
}

/** All lines in the order in which the arrows go through them. */
export function linesOf(headings: Heading[]): Choice[] {
  return headings.flatMap((it) => it.choices)
}

/** The line after a step; goes round. */
export function stepped(at: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (at < 0) return step > 0 ? 0 : count - 1
  return (at + step + count) % count
}
