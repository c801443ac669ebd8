using System.Text;

namespace Glissade.Engine.Tests.Data.Documents;

/// <summary>Comma-separated values read character by character: what the fast reader is held against.</summary>
internal static class NaiveCsv
{
    /// <summary>All records but the first as "text=>labels", or a FormatException.</summary>
    internal static string Describe(string text)
    {
        List<List<string>> records = Records(text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + '\n');
        return string.Join('\0', records.Skip(1).Select(record =>
        {
            if (record.Count != 2)
                throw new FormatException();
            string[] labels = string.IsNullOrWhiteSpace(record[1]) ? [] : [.. record[1].Split(',').Select(label => label.Trim())];
            return $"{record[0]}=>{string.Join('|', labels)}";
        }));
    }

    private static List<List<string>> Records(string text)
    {
        List<List<string>> records = [];
        List<string> record = [];
        StringBuilder field = new();
        bool quoted = false;
        bool closed = false;
        bool begun = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[i++]);
            }
            else if (quoted)
            {
                (quoted, closed) = (c != '"', c == '"');
                if (quoted)
                    field.Append(c);
            }
            else if (c is ',' or '\n')
            {
                record.Add(field.ToString());
                field.Clear();
                (closed, begun) = (false, false);
                if (c == '\n')
                {
                    records.Add(record);
                    record = [];
                }
            }
            else if (closed || (c == '"' && begun))
            {
                throw new FormatException();
            }
            else
            {
                quoted = c == '"';
                begun = true;
                if (!quoted)
                    field.Append(c);
            }
        }
        return quoted ? throw new FormatException() : records;
    }
}
