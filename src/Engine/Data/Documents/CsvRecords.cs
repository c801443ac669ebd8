using Glissade.Text;

namespace Glissade.Documents;

/// <summary>
/// Records of comma-separated values (RFC 4180): fields may be in quotes, and then hold separators, line ends and doubled quotes. A line
/// end within quotes is read as a line feed.
/// </summary>
internal sealed class CsvRecords(LineReader lines, byte separator)
{
    private readonly ByteStrings fields = new();

    /// <summary>The line where the record begins, counted from 1.</summary>
    internal long Line { get; private set; }

    /// <summary>Fields of the record.</summary>
    internal int Count => fields.Count;

    /// <summary>Whether the record is a line without anything.</summary>
    internal bool IsEmptyLine { get; private set; }

    /// <summary>A field of the record, its quotes undone.</summary>
    internal ReadOnlySpan<byte> Field(int index) => fields[index];

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="DataFormatException">Quotes do not fit, or the record is too long.</exception>
    internal bool Next()
    {
        fields.Clear();
        if (!lines.Next(out ReadOnlySpan<byte> line))
            return false;
        Line = lines.Line;
        IsEmptyLine = line.IsEmpty;
        for (int at = 0; ; at++)
        {
            at = line[at..] is [(byte)'"', ..] ? ReadQuoted(ref line, at + 1) : ReadPlain(line, at);
            fields.End();
            if (at == line.Length)
                return true;
        }
    }

    private int ReadPlain(ReadOnlySpan<byte> line, int at)
    {
        int length = line[at..].IndexOf(separator);
        ReadOnlySpan<byte> field = length < 0 ? line[at..] : line.Slice(at, length);
        if (field.Contains((byte)'"'))
            throw lines.Refusal(QuotedToken.Of(field),
                "a field without quotes, or one that is in quotes as a whole with those in it doubled");
        Append(field);
        return at + field.Length;
    }

    /// <summary>Reads on behind an opening quote, over as many lines as it takes, and returns where the field ends in the last.</summary>
    private int ReadQuoted(ref ReadOnlySpan<byte> line, int at)
    {
        long opened = lines.Line;
        while (true)
        {
            int quote = line[at..].IndexOf((byte)'"');
            if (quote < 0)
            {
                Append(line[at..]);
                Append("\n"u8);
                if (!lines.Next(out line))
                    throw lines.Refusal("a quote that is never closed", "a closing quote", opened);
                at = 0;
                continue;
            }
            Append(line.Slice(at, quote));
            at += quote + 1;
            if (at == line.Length || line[at] == separator)
                return at;
            if (line[at] != '"')
                throw lines.Refusal(QuotedToken.Of(line[at..]), $"\"{(char)separator}\" or the end of the line after a closing quote");
            Append("\""u8);
            at++;
        }
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        if (fields.ByteCount + piece.Length > LineChunkReader.LongestLineBytes)
            throw lines.Refusal($"a record of more than {LineChunkReader.LongestLineBytes} bytes",
                "a shorter one (is a quote left open?)", Line);
        fields.Append(piece);
    }
}
