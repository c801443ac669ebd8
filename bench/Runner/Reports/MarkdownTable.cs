using System.Text;

namespace Glissade.Runner.Reports;

/// <summary>A table in Markdown, its columns padded so that the source reads as a table too.</summary>
internal sealed class MarkdownTable
{
    private readonly List<string[]> rows = [];
    private readonly int leftColumns;

    /// <summary>A table without rows. The first <paramref name="leftColumns"/> columns hold words, the others numbers.</summary>
    public MarkdownTable(int leftColumns, params string[] titles)
    {
        this.leftColumns = leftColumns;
        rows.Add(titles);
    }

    public void Add(params string[] cells)
    {
        if (cells.Length != rows[0].Length)
            throw new ArgumentException($"the table has {rows[0].Length} columns, the row {cells.Length} cells", nameof(cells));
        rows.Add(cells);
    }

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => Math.Max(3, rows.Max(row => row[column].Length)))];
        StringBuilder text = new();
        AppendRow(text, rows[0], widths);
        AppendRow(text, [.. widths.Select((width, column) => new string('-', width - 1) + (IsLeft(column) ? '-' : ':'))], widths);
        foreach (string[] row in rows.Skip(1))
            AppendRow(text, row, widths);
        return text.ToString();
    }

    private void AppendRow(StringBuilder text, string[] cells, int[] widths)
    {
        for (int column = 0; column < cells.Length; column++)
        {
            string cell = IsLeft(column) ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column]);
            text.Append("| ").Append(cell).Append(' ');
        }
        text.Append("|\n");
    }

    private bool IsLeft(int column) => column < leftColumns;
}
