using System.Buffers;
using System.Text;

namespace Glissade.Documents;

/// <summary>Several labels in one string.</summary>
internal static class LabelCell
{
    /// <summary>Adds the labels of a string, which is UTF-8, without white space around them; none if it is empty or white space.</summary>
    internal static void Split(ReadOnlySpan<byte> cell, byte separator, ByteStrings labels)
    {
        if (Trim(cell).IsEmpty)
            return;
        foreach (Range label in cell.Split(separator))
            labels.Add(Trim(cell[label]));
    }

    /// <summary>The text without what Unicode calls white space at its beginning and its end.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out Rune rune, out int bytes) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[bytes..];
        while (Rune.DecodeLastFromUtf8(text, out Rune rune, out int bytes) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[..^bytes];
        return text;
    }
}
