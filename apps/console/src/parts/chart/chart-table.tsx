import { saidAt } from './chart-option.ts'
import type { ChartNumbers } from './chart-words.ts'

/** The numbers of a chart as a table, for whoever cannot see a drawing or wants to copy them. */
export function ChartTable({ numbers, title, format }: { numbers: ChartNumbers; title: string; format: (value: number) => string }) {
  const { labels, labelsName, series } = numbers
  return (
    <div className="chart-table">
      <table>
        <caption className="chart-unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{labelsName}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className="chart-number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, at) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {series.map((one) => (
                <td key={one.name} className="chart-number">
                  {saidAt(one, at, format)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
