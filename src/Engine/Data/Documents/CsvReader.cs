using Glissade.Text;

namespace Glissade.Documents;

/// <summary>Texts and labels in columns of comma-separated values, which the first record names.</summary>
internal sealed class CsvReader : IDocumentReader
{
    private readonly LineReader lines;
    private readonly CsvRecords records;
    private readonly byte labelSeparator;
    private readonly int[] textColumns;
    private readonly int labelsColumn;
    private readonly int columnCount;

    internal CsvReader(LineReader lines, byte separator, DataReadOptions options)
    {
        this.lines = lines;
        labelSeparator = (byte)options.LabelSeparator;
        records = new CsvRecords(lines, separator);
        if (!records.Next())
            throw lines.Refusal("the end of the file", "a line that names the columns", 1);
        string[] names = [.. Enumerable.Range(0, records.Count).Select(column => lines.Decode(records.Field(column), records.Line).Trim())];
        columnCount = names.Length;
        textColumns = [.. options.TextColumns.Select(name => Find(names, name))];
        labelsColumn = options.IgnoreLabels ? -1 : Find(names, options.LabelsColumn);
    }

    public bool Next(Document document)
    {
        if (!records.Next() || (records.IsEmptyLine && columnCount > 1 && SkipEmptyEnd()))
            return false;
        if (records.Count != columnCount)
            throw lines.Refusal(Columns(records.Count), $"{Columns(columnCount)} as the first line names", records.Line);
        document.Line = records.Line;
        document.Text.Clear();
        for (int i = 0; i < textColumns.Length; i++)
        {
            document.Text.Append(i == 0 ? [] : "\n"u8);
            document.Text.Append(Field(textColumns[i]));
        }
        document.Labels.Clear();
        if (labelsColumn >= 0)
            LabelCell.Split(Field(labelsColumn), labelSeparator, document.Labels);
        return true;
    }

    /// <summary>A field of the record.</summary>
    /// <exception cref="DataFormatException">It is not UTF-8.</exception>
    private ReadOnlySpan<byte> Field(int column)
    {
        ReadOnlySpan<byte> field = records.Field(column);
        lines.CheckText(field, records.Line);
        return field;
    }

    private static string Columns(int count) => count == 1 ? "1 column" : $"{count} columns";

    /// <summary>Whether nothing but empty lines follows.</summary>
    private bool SkipEmptyEnd()
    {
        long line = records.Line;
        while (records.Next())
        {
            if (!records.IsEmptyLine)
                throw lines.Refusal(ChunkParser.EmptyLineFound, "a record (empty lines may only end the file)", line);
        }
        return true;
    }

    private int Find(string[] names, string name)
    {
        int column = Array.IndexOf(names, name);
        if (column >= 0 && Array.LastIndexOf(names, name) == column)
            return column;
        string found = column >= 0 ? $"several columns \"{name}\"" : $"columns {QuotedToken.OfText(string.Join(", ", names))}";
        throw lines.Refusal(found, $"one named \"{name}\"", records.Line);
    }
}
